"""Prove that every exhibit is what it was: an original cut, replaced or gone is named, and those of the dossier are told."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vigie.journal.api import notify, record
from vigie.kernel.api import Denied, Invalid, Missing, VaultRef, atomic
from vigie.network.api import Acting
from vigie.vault.api import Unlocked, open_stream

from ..models import Dossier, Exhibit
from ..queries.access import enter, people_to_tell
from ..queries.exhibits import living, motive_of
from .exhibits import note


class Verdict(StrEnum):
    """What opening a file showed."""

    INTACT = "intact"
    ALTERED = "altered"
    ERASED = "erased"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class ExhibitCheck:
    """What was found of one exhibit: its original, and its working copy if it has one.

    ``UNREACHABLE``: another association's, which only its keyholders can prove. ``ERASED``: on purpose, as the journal says.
    """

    exhibit_id: str
    number: int
    title: str
    original: Verdict
    copy: Verdict | None

    @property
    def verdict(self) -> Verdict:
        """Return the worst of both."""
        both = [self.original] if self.copy is None else [self.original, self.copy]
        order = (Verdict.ALTERED, Verdict.ERASED, Verdict.UNREACHABLE, Verdict.INTACT)
        return min(both, key=order.index)


def verify_exhibits(
    *, acting: Acting, unlocked: Unlocked | None, slug: str, now: dt.datetime
) -> tuple[ExhibitCheck, ...]:
    """Open each original and each working copy and compare its SHA-256; memory does not grow with their size.

    What is altered is marked, journaled, and told to everyone of the dossier, once. What is whole again loses its mark.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``vault.locked``.
    """
    dossier = enter(acting, slug).dossier
    if unlocked is None:
        raise Denied("vault.locked")
    return verified(acting, unlocked, dossier, living(dossier).select_related("dossier"), now=now)


def verified(
    acting: Acting, unlocked: Unlocked, dossier: Dossier, rows: Iterable[Exhibit], *, now: dt.datetime
) -> tuple[ExhibitCheck, ...]:
    """Do so for some exhibits of a dossier one has entered: those that are about to leave. Their rows carry the mark after."""
    found = []
    for row in rows:
        check = _checked(row, unlocked, now)
        found.append(check)
        _marked(row, check, acting, dossier, now)
    with atomic():
        detail = {"exhibits": len(found), "altered": sum(c.verdict is Verdict.ALTERED for c in found)}
        record(
            acting=acting, verb="cases.exhibits_verified", kind="dossier", object_id=dossier.id, now=now, detail=detail
        )
    return tuple(found)


def _checked(row: Exhibit, unlocked: Unlocked, now: dt.datetime) -> ExhibitCheck:
    original = _proof(row, row.original_ref, row.sha256, row.owner_id, unlocked, now)
    owner = row.dossier.organisation_id
    copy = _proof(row, row.working_ref, row.working_sha256, owner, unlocked, now) if row.working_ref else None
    return ExhibitCheck(row.id, row.number, row.title, original, copy)


def _proof(row: Exhibit, ref: str, sha256: str, owner: str, unlocked: Unlocked, now: dt.datetime) -> Verdict:
    mine = owner == unlocked.organisation
    digest = hashlib.sha256()
    try:
        for piece in open_stream(
            unlocked=unlocked, ref=VaultRef(ref), motive=motive_of(row, row.dossier.title), now=now
        ):
            digest.update(piece)
    except Missing as refusal:
        if refusal.code == "vault.erased":
            return Verdict.ERASED
        return Verdict.ALTERED if mine else Verdict.UNREACHABLE
    except Denied:
        return Verdict.ALTERED if mine else Verdict.UNREACHABLE
    except Invalid:
        return Verdict.ALTERED
    return Verdict.INTACT if digest.hexdigest() == sha256 else Verdict.ALTERED


def _marked(row: Exhibit, check: ExhibitCheck, acting: Acting, dossier: Dossier, now: dt.datetime) -> None:
    altered = check.verdict is Verdict.ALTERED
    if row.altered_at is not None if altered else row.altered_at is None or check.verdict is not Verdict.INTACT:
        return
    row.altered_at = now if altered else None
    with atomic():
        Exhibit.objects.filter(id=row.id).update(altered_at=row.altered_at)
        note(row, acting, "cases.exhibit_altered" if altered else "cases.exhibit_whole_again", now)
        if not altered:
            return
        for person in people_to_tell(dossier):
            notify(
                person=person,
                code="cases.exhibit_altered_told",
                now=now,
                link=f"/dossiers/{dossier.slug}/pieces/{row.id}/",
                params={"number": row.number, "title": row.title, "dossier": dossier.title},
            )
