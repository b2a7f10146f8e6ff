"""Open the files of an exhibit in the request of a keyholder: whole and proved, or piece by piece."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vigie.kernel.api import Conflict, Invalid, Media, Missing, VaultRef
from vigie.network.api import Acting
from vigie.vault.api import Unlocked, open_sealed, open_stream

from ..documents.pictures import shown_picture
from ..documents.pixels import shown_page
from ..models import Exhibit
from ..queries.access import enter
from ..queries.exhibits import motive_of
from ..rules.exhibits import MAX_READ
from ..rules.filetypes import KINDS, FileKind
from .exhibits import find

Which = Literal["original", "copie"]


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file in clear, as it is read: for a browser that keeps nothing."""

    content_type: str
    pieces: Iterator[bytes]


def read_original(row: Exhibit, *, unlocked: Unlocked | None, now: dt.datetime) -> bytes:
    """Return an original whole, proved to be the one that was brought in.

    Raises:
        Denied: ``vault.locked``, ``vault.key_gone``. Missing: ``vault.erased``.
        Missing: ``cases.exhibit_of_others``, it belongs to another association.
        Conflict: ``cases.exhibit_apart``, too large to be read whole.
        Invalid: ``vault.damaged``; ``cases.exhibit_altered``.
    """
    if row.size > MAX_READ:
        raise Conflict("cases.exhibit_apart", number=row.number, title=row.title)
    return _proved(row, row.original_ref, row.sha256, unlocked=unlocked, now=now)


def read_copy(row: Exhibit, *, unlocked: Unlocked | None, now: dt.datetime) -> bytes:
    """Return the working copy, proved to be the one that was made; for refusals see ``read_original``.

    Raises:
        Conflict: ``cases.exhibit_apart``, there is none.
    """
    if not row.working_ref:
        raise Conflict("cases.exhibit_apart", number=row.number, title=row.title)
    return _proved(row, row.working_ref, row.working_sha256, unlocked=unlocked, now=now)


def _proved(row: Exhibit, ref: str, sha256: str, *, unlocked: Unlocked | None, now: dt.datetime) -> bytes:
    try:
        data = open_sealed(unlocked=unlocked, ref=VaultRef(ref), motive=motive_of(row, row.dossier.title), now=now)
    except Missing as refusal:
        raise _said(refusal, row) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Invalid("cases.exhibit_altered", number=row.number, title=row.title)
    return data


def _said(refusal: Missing, row: Exhibit) -> Missing:
    if refusal.code == "vault.no_object":
        return Missing("cases.exhibit_of_others", owner=str(row.owner))
    return refusal


def digest_of(row: Exhibit, *, unlocked: Unlocked | None, now: dt.datetime) -> str:
    """Return the SHA-256 of an original, read piece by piece whatever its size; for refusals see ``read_original``."""
    digest = hashlib.sha256()
    for piece in _stream(row, row.original_ref, unlocked=unlocked, now=now):
        digest.update(piece)
    return digest.hexdigest()


def _stream(row: Exhibit, ref: str, *, unlocked: Unlocked | None, now: dt.datetime) -> Iterator[bytes]:
    try:
        return open_stream(unlocked=unlocked, ref=VaultRef(ref), motive=motive_of(row, row.dossier.title), now=now)
    except Missing as refusal:
        raise _said(refusal, row) from None


def open_exhibit_file(
    *, acting: Acting, unlocked: Unlocked | None, slug: str, exhibit_id: str, which: Which, now: dt.datetime
) -> OpenedFile:
    """Open the original or the working copy for someone of the dossier who holds its key.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``; and those of ``read_original``.
        Conflict: ``cases.exhibit_apart``, there is no working copy.
    """
    row = find(enter(acting, slug).dossier, exhibit_id)
    if which == "original":
        return OpenedFile(row.content_type, _stream(row, row.original_ref, unlocked=unlocked, now=now))
    if not row.working_ref:
        raise Conflict("cases.exhibit_apart", number=row.number, title=row.title)
    return OpenedFile(row.working_type, _stream(row, row.working_ref, unlocked=unlocked, now=now))


def open_exhibit_page(
    *, acting: Acting, unlocked: Unlocked | None, slug: str, exhibit_id: str, which: Which, page: int, now: dt.datetime
) -> bytes:
    """Return one page (from 0) of the original or of the working copy, as a JPEG for the screen.

    Raises:
        Missing: as ``open_exhibit_file``. Conflict: ``cases.exhibit_apart``.
        Invalid: ``cases.exhibit_unreadable``, ``cases.no_page``, ``cases.exhibit_altered``, ``vault.damaged``.
    """
    row = find(enter(acting, slug).dossier, exhibit_id)
    original = which == "original"
    content_type = row.content_type if original else row.working_type
    if content_type != Media.PDF and KINDS.get(content_type) is not FileKind.PHOTO:
        raise Invalid("cases.no_page")
    data = (read_original if original else read_copy)(row, unlocked=unlocked, now=now)
    if content_type == Media.PDF:
        return shown_page(data, page)
    if page:
        raise Invalid("cases.no_page")
    return shown_picture(data, content_type)
