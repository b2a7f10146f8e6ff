"""Upkeep: find what a crash left between body, header and row; copy the keystore; prove that what is kept still opens."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from vigie.kernel.api import Denied, Invalid, Missing, Refusal, VaultRef, atomic

from ..blobs import FolderStore, NoBlob, blobs, object_of
from ..keystore import keystore
from ..loans import LOAN, current, end_loans, loan_ids, loan_ref
from ..models import Loan, SealedObject
from ..rules import agehdr, odk
from ..server_keys import intake_identity
from .erasing import destroy, mark_erased
from .opening import check_body, file_key_of, find_object, header_of
from .unlocking import Unlocked

OLD = dt.timedelta(hours=6)
"""Younger than this, a body without a row may belong to a transaction still under way."""
BATCH = 500
ERASED_SINCE = "effacé depuis la sauvegarde remise"
"""Motive of an erasure that is written again."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What ``reconcile`` found; all but ``lost`` was removed unless asked only to look."""

    unfinished: int
    """Bodies that a killed writer left half written."""
    orphan_bodies: tuple[str, ...]
    orphan_headers: tuple[VaultRef, ...]
    unfinished_erasures: tuple[VaultRef, ...]
    unfinished_returns: tuple[VaultRef, ...]
    """Headers of loans that were taken back, or whose object was erased."""
    lost: tuple[VaultRef, ...]
    """Living rows whose header or body is gone. Nothing here repairs them: only a backup does."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of sealed objects found: how many looked whole, how many were opened in full, which are damaged."""

    checked: int
    opened: int
    damaged: tuple[VaultRef, ...]


def reconcile(*, older_than: dt.timedelta = OLD, remove: bool = True) -> Reconciled:
    """Compare bodies, headers and rows; remove what no row speaks of and finish erasures a crash interrupted.

    Ages are taken from the machine's clock, by which files are dated. What is lost is listed, never removed.
    """
    before = time.time() - older_than.total_seconds()
    found = Reconciled(
        unfinished=blobs().sweep(before=before) if remove else 0,
        orphan_bodies=tuple(_orphan_bodies(before)),
        orphan_headers=tuple(_orphan_headers(before)),
        unfinished_erasures=tuple(_unfinished_erasures()),
        unfinished_returns=tuple(_unfinished_returns()),
        lost=tuple(_lost()),
    )
    if remove:
        for name in found.orphan_bodies:
            blobs().delete(name)
        for ref in (*found.orphan_headers, *found.unfinished_erasures, *found.unfinished_returns):
            if ref.startswith(LOAN):
                keystore().delete(ref)
            else:
                destroy(ref)
    return found


def end_overdue_loans(*, now: dt.datetime) -> int:
    """Destroy the headers of loans that have run out, and return how many. They were refused since their last day."""
    overdue = Loan.objects.filter(taken_back_at=None).exclude(id__in=current(now).values("id"))
    with atomic():
        return len(end_loans(overdue, by=None, now=now))


def _pages(items: Iterable[str]) -> Iterator[list[str]]:
    page: list[str] = []
    for item in items:
        page.append(item)
        if len(page) == BATCH:
            yield page
            page = []
    if page:
        yield page


def _known(ids: Iterable[str]) -> set[str]:
    return set(SealedObject.objects.filter(id__in=set(ids)).values_list("id", flat=True))


def _orphan_bodies(before: float) -> Iterator[str]:
    store = blobs()
    for page in _pages(store.names()):
        known = _known(object_of(name) for name in page)
        yield from (name for name in page if object_of(name) not in known and _is_old(store, name, before))


def _is_old(store: FolderStore, name: str, before: float) -> bool:
    try:
        return store.written_at(name) <= before
    except NoBlob:
        return False


def _orphan_headers(before: float) -> Iterator[VaultRef]:
    store = keystore()
    for page in _pages(store.ids()):
        known = _known(page) | loan_ids(page)
        strangers = (VaultRef(ref) for ref in page if ref not in known)
        yield from (ref for ref in strangers if (store.kept_at(ref) or 0) <= before)


def _unfinished_erasures() -> Iterator[VaultRef]:
    for row in SealedObject.objects.exclude(erased_at=None).iterator():
        if keystore().get(VaultRef(row.id)) is not None or blobs().names_of(row.id):
            yield VaultRef(row.id)


def _unfinished_returns() -> Iterator[VaultRef]:
    """A loan whose row lives and whose header is gone is no loss: it opens nothing, which is what a return means."""
    kept = [ref for ref in keystore().ids() if ref.startswith(LOAN)]
    over = Loan.objects.exclude(taken_back_at=None) | Loan.objects.exclude(object__erased_at=None)
    ended = {loan_ref(row) for row in over.filter(id__in=[ref.removeprefix(LOAN) for ref in kept])} if kept else set()
    yield from (ref for ref in kept if ref in ended)


def _lost() -> Iterator[VaultRef]:
    for row in SealedObject.objects.filter(erased_at=None).iterator():
        has_body = bool(blobs().names_of(row.id)) or row.kind == SealedObject.Kind.ODK
        if (not has_body or keystore().get(VaultRef(row.id)) is None) and not keystore().is_shredded(VaultRef(row.id)):
            yield VaultRef(row.id)


def proven_erasures() -> tuple[VaultRef, ...]:
    """Return the objects that rows hold for living while the keystore proves that their header was destroyed.

    Only rows older than their keystore are so: a backup was brought back, and these were erased after it was made.
    """
    living = SealedObject.objects.filter(erased_at=None).values_list("id", flat=True)
    return tuple(VaultRef(ref) for ref in living.iterator() if keystore().is_shredded(VaultRef(ref)))


def replay_erasures(*, now: dt.datetime) -> tuple[VaultRef, ...]:
    """Write again the erasures that the keystore proves, each in the journal, and destroy the bodies that came back with
    the backup; return what was erased.
    """
    found = proven_erasures()
    with atomic():
        for row in _rows(found):
            mark_erased(row=row, actor=None, reason=ERASED_SINCE, now=now)
    return found


def _rows(refs: Iterable[str]) -> Iterator[SealedObject]:
    for page in _pages(refs):
        yield from SealedObject.objects.filter(id__in=page)


def copy_keystore(to: Path) -> None:
    """Write a consistent copy of the keystore while the house runs (0600). Its copies are kept 14 days, no longer."""
    keystore().copy_to(to)


def sealed_file(*, ref: VaultRef) -> Iterator[bytes]:
    """Return an object as it is kept, header and body: an age file that ``age -d`` opens with the association's identity.

    It opens nothing, so it asks for nothing. What ``seal`` padded ends with a mark (0x80) and zeros.

    Raises:
        Invalid: ``vault.damaged``.
        Missing: ``vault.no_object``, also for a bundle of Collect; ``vault.erased``.
    """
    if find_object(ref).kind != SealedObject.Kind.AGE:
        raise Missing("vault.no_object")
    return chain([header_of(ref)], blobs().open(ref))


def verify_openable(*, limit: int, unlocked: Unlocked | None = None) -> Verified:
    """Check the ``limit`` newest living objects, after a restore for instance.

    Each header must be readable and each body there. What a key at hand opens (the server's for objects at receipt,
    the unlocked association's) is decrypted in full and nothing of it is kept, so no opening is written.
    """
    damaged: list[VaultRef] = []
    opened = checked = 0
    for row in SealedObject.objects.filter(erased_at=None)[:limit]:
        checked += 1
        try:
            opened += _verify(row, unlocked)
        except Refusal:
            damaged.append(VaultRef(row.id))
    return Verified(checked, opened, tuple(damaged))


def _verify(row: SealedObject, unlocked: Unlocked | None) -> bool:
    """Say whether an object was opened in full; a missing key is no damage.

    Raises:
        Refusal: it is damaged.
    """
    ref = VaultRef(row.id)
    check_parts(row)
    identities = [intake_identity()] if row.intake else []
    if unlocked and unlocked.organisation == row.organisation_id:
        identities += unlocked.identities
    if row.kind == SealedObject.Kind.ODK or not identities:
        return False
    try:
        key = file_key_of(ref, identities)
    except Denied:
        return False
    check_body(ref, key)
    return True


def check_parts(row: SealedObject) -> None:
    """Look that the header of an object reads and that its body is there; neither is opened.

    Raises:
        Invalid: ``vault.damaged``. Missing: ``vault.erased``.
    """
    ref = VaultRef(row.id)
    header = header_of(ref)
    try:
        if row.kind == SealedObject.Kind.ODK:
            odk.parse_manifest(header)
        else:
            agehdr.parse(header)
            blobs().length(ref)
    except (agehdr.BadHeader, odk.BadBundle, NoBlob):
        raise Invalid("vault.damaged") from None
