"""Files of a record: sealed, never overwritten, found again by an HMAC of their name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from vigie.kernel.api import OrgId
from vigie.vault.api import Prepared, dedup_tag, discard, enter_all

from ..models import Attachment, Quarantine, Submission
from .posts import PostedFile


class Shelf:
    """What one post put on the disk. Leaving the ``with`` block drops what no row speaks of."""

    def __init__(self) -> None:
        self._left: dict[str, Prepared] = {}

    def put(self, prepared: Prepared) -> Prepared:
        """Remember an object that was made durable."""
        self._left[prepared.ref] = prepared
        return prepared

    def take(self, refs: Iterable[str]) -> None:
        """Say that rows speak of these objects, now that their transaction is committed."""
        for ref in refs:
            self._left.pop(ref, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for prepared in self._left.values():
            discard(prepared)


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of a post with its tags."""

    file: PostedFile
    position: int
    name_tag: str
    content_tag: str

    @property
    def tags(self) -> tuple[str, str]:
        """Return what tells one file of a record from the others."""
        return self.name_tag, self.content_tag


def name_tag(organisation: OrgId, name: str) -> str:
    """Return the tag of a file's name, by which an opened record finds its file."""
    return dedup_tag(organisation=organisation, data=name.encode())


def tagged(organisation: OrgId, files: Iterable[PostedFile]) -> list[Filed]:
    """Give each file its tags, in the order they came; the same file twice in one post is one."""
    found: dict[tuple[str, str], Filed] = {}
    for position, file in enumerate(files):
        content = dedup_tag(organisation=organisation, data=file.digest)
        item = Filed(file, position, name_tag(organisation, file.name), content)
        found.setdefault(item.tags, item)
    return list(found.values())


def tags_of(owner: Submission | Quarantine) -> set[tuple[str, str]]:
    """Return the tags of the files that a record, or something in quarantine, has."""
    return set(owner.attachments.values_list("name_tag", "content_tag"))


def make_durable(items: Iterable[Filed], shelf: Shelf) -> None:
    """Put files on the disk, sealed."""
    for item in items:
        shelf.put(item.file.prepare())


def enter_files(
    owner: Submission | Quarantine,
    items: Sequence[Filed],
    *,
    named: frozenset[str],
    now: dt.datetime,
    answers: Prepared | None = None,
) -> list[Attachment]:
    """Write the rows of durable files in the caller's transaction; those their owner has already are left out.

    Args:
        owner: the record, or the thing in quarantine.
        items: files made durable.
        named: the file names that the form itself holds.
        now: when.
        answers: those of a record whose own row was just written, to enter with its files: it has none yet.
    """
    if not items and answers is None:
        return []
    had = tags_of(owner) if answers is None else set()
    rows, sealed = [], [] if answers is None else [answers]
    for item in items:
        if item.tags in had or item.file.prepared is None:
            continue
        number = 1 + sum(tag == item.name_tag for tag, _ in had)
        had.add(item.tags)
        sealed.append(item.file.prepared)
        rows.append(
            Attachment(
                submission=owner if isinstance(owner, Submission) else None,
                quarantine=owner if isinstance(owner, Quarantine) else None,
                name_tag=item.name_tag,
                content_tag=item.content_tag,
                number=number,
                position=item.position,
                kind=item.file.kind,
                referenced=item.file.name in named,
                sealed_ref=item.file.prepared.ref,
                received_at=now,
            )
        )
    enter_all(sealed, now=now)
    Attachment.objects.bulk_create(rows)
    return rows
