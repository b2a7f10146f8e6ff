"""Exhibits to read: the list, one of them, what a dossier's facts offer, the working copy when it is to be produced."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vigie.facts.api import detail as statement_detail
from vigie.journal.api import EntryCard, history
from vigie.kernel.api import Conflict, Invalid, Missing, OrgId, VaultRef
from vigie.network.api import Acting, person_names
from vigie.vault.api import Unlocked, open_sealed

from ..models import Dossier, DossierAccess, Exhibit
from ..rules.exhibits import Treatment, can_be_as_is, can_redact, resolved
from ..rules.states import ExhibitState, ReferralState
from .access import Entered

SENT = (ReferralState.FILED.value, ReferralState.ANSWERED.value, ReferralState.CLOSED.value)


@dataclass(frozen=True, slots=True)
class ExhibitCard:
    """One exhibit. ``working_ref`` is empty when its file is handed apart, or not made yet; ``capture`` never holds a position."""

    id: str
    number: int
    title: str
    source: str
    dated: dt.date | None
    kind: str
    content_type: str
    sha256: str
    size: int
    pages: int
    capture: Mapping[str, Any]
    state: ExhibitState
    treatment: Treatment
    boxes: int
    note: str
    owner: OrgId
    owner_name: str
    fact: str
    kept_as: str
    original_ref: str
    working_ref: str
    working_sha256: str
    working_type: str
    redacted_by: str
    redacted_name: str
    redacted_at: dt.datetime | None
    reviewed_name: str
    reviewed_at: dt.datetime | None
    altered_at: dt.datetime | None
    added_name: str
    added_at: dt.datetime

    @property
    def ready(self) -> bool:
        """Say whether it may be produced: two people have looked, and nothing was found altered."""
        return self.state is ExhibitState.READY and self.altered_at is None

    @property
    def problem(self) -> str:
        """Return why no redacted copy can be made, or an empty string."""
        return str(self.capture.get("problem") or "")

    @property
    def can_redact(self) -> bool:
        """Say whether boxes can be drawn over it."""
        return can_redact(kind=self.kind, content_type=self.content_type, problem=self.problem)

    @property
    def can_be_as_is(self) -> bool:
        """Say whether it may be produced as it is."""
        return can_be_as_is(kind=self.kind, problem=self.problem)


@dataclass(frozen=True, slots=True)
class MediaOffer:
    """A medium of a fact of the dossier that may become an exhibit; ``number``: of the exhibit it is already, or 0."""

    fact: str
    kept_as: str
    sealed_ref: str
    kind: str
    number: int


def exhibits(entered: Entered) -> tuple[ExhibitCard, ...]:
    """Return the exhibits of a dossier, by number."""
    return _cards(living(entered.dossier).select_related("owner", "fact"))


def exhibit(entered: Entered, exhibit_id: str) -> ExhibitCard:
    """Return one exhibit.

    Raises:
        Missing: ``cases.no_exhibit``.
    """
    found = _cards(living(entered.dossier).select_related("owner", "fact").filter(id=exhibit_id))
    if not found:
        raise Missing("cases.no_exhibit")
    return found[0]


def removed_exhibits(entered: Entered, *, since: dt.datetime) -> tuple[ExhibitCard, ...]:
    """Return the exhibits removed since a moment, which can still come back."""
    rows = Exhibit.objects.filter(dossier=entered.dossier, removed_at__gte=since)
    return _cards(rows.select_related("owner", "fact"))


def living(dossier: Dossier) -> Any:
    """Return the exhibits of a dossier that were not removed."""
    return Exhibit.objects.filter(dossier=dossier, removed_at=None)


def was_sent(row: Exhibit) -> bool:
    """Say whether an exhibit went out with a referral: what was sent cannot be recalled."""
    return row.produced.filter(referral__state__in=SENT).exists()


def told_of(exhibit_id: str) -> list[EntryCard]:
    """Return what happened to an exhibit, newest first."""
    return history(kind="exhibit", object_id=exhibit_id)


def media_offered(acting: Acting, entered: Entered, *, today: dt.date) -> tuple[MediaOffer, ...]:
    """Return the media of the dossier's facts that belong to the association acted for: nobody else's can be opened."""
    there = {row.original_ref: row.number for row in living(entered.dossier)}
    found = []
    for fact in entered.dossier.facts.filter(owner_id=acting.organisation).exclude(statement=None):
        try:
            media = statement_detail(acting, fact.statement_id, today=today).media
        except Missing:
            continue
        found += [
            MediaOffer(fact.id, fact.kept_as, m.sealed_ref, m.kind, there.get(m.sealed_ref, 0))
            for m in media
            if m.sealed_ref
        ]
    return tuple(found)


def motive_of(row: Exhibit | ExhibitCard, dossier_title: str) -> str:
    """Return the words left in the vault's journal when an exhibit is opened."""
    words = _("pièce n° %(number)s du dossier « %(title)s »") % {"number": row.number, "title": dossier_title}
    return words[:300]


def said_references(entered: Entered, text: str) -> str:
    """Return a text in which each ``{exhibit:<id>}`` is the number the exhibit has today."""
    numbers = dict(living(entered.dossier).values_list("id", "number"))
    return resolved(text, numbers, _say_number)


def _say_number(number: int | None) -> str:
    return _("pièce n° %(number)s") % {"number": number} if number else _("[pièce retirée]")


def open_working(unlocked: Unlocked | None, exhibit_id: str, motive: str, now: dt.datetime) -> bytes:
    """Return the copy of an exhibit that two people have agreed to produce, proved to be the one they saw.

    Raises:
        Missing: ``cases.no_exhibit``, also for who is not named in its dossier.
        Conflict: ``cases.exhibit_not_ready``; ``cases.exhibit_apart``, its file is handed apart.
        Invalid: ``cases.exhibit_altered``; ``vault.motive_needed``.
        Denied: ``vault.locked``, ``vault.key_gone``.
    """
    row = Exhibit.objects.filter(id=exhibit_id, removed_at=None).first()
    if row is None or (unlocked is not None and not _named(row, unlocked)):
        raise Missing("cases.no_exhibit")
    if row.state != ExhibitState.READY:
        raise Conflict("cases.exhibit_not_ready", number=row.number, title=row.title)
    if not row.working_ref:
        raise Conflict("cases.exhibit_apart", number=row.number, title=row.title)
    try:
        data = open_sealed(unlocked=unlocked, ref=VaultRef(row.working_ref), motive=motive, now=now)
    except Invalid as refusal:
        if refusal.code != "vault.damaged":
            raise
        data = b""
    if hashlib.sha256(data).hexdigest() != row.working_sha256:
        raise Invalid("cases.exhibit_altered", number=row.number, title=row.title)
    return data


def _named(row: Exhibit, unlocked: Unlocked) -> bool:
    return DossierAccess.objects.filter(
        dossier=row.dossier_id, person=unlocked.actor, organisation=unlocked.organisation, ended_at=None
    ).exists()


def _cards(rows: Iterable[Exhibit]) -> tuple[ExhibitCard, ...]:
    found = list(rows)
    names = person_names(p for row in found for p in (row.added_by, row.redacted_by, row.reviewed_by) if p)
    return tuple(_card(row, names) for row in found)


def _card(row: Exhibit, names: Mapping[Any, str]) -> ExhibitCard:
    return ExhibitCard(
        id=row.id,
        number=row.number,
        title=row.title,
        source=row.source,
        dated=row.dated,
        kind=row.kind,
        content_type=row.content_type,
        sha256=row.sha256,
        size=row.size,
        pages=row.pages,
        capture=row.capture,
        state=ExhibitState(row.state),
        treatment=Treatment(row.treatment),
        boxes=len(row.boxes),
        note=row.note,
        owner=OrgId(row.owner_id),
        owner_name=str(row.owner),
        fact=row.fact_id or "",
        kept_as=row.fact.kept_as if row.fact else "",
        original_ref=row.original_ref,
        working_ref=row.working_ref,
        working_sha256=row.working_sha256,
        working_type=row.working_type,
        redacted_by=row.redacted_by,
        redacted_name=names.get(row.redacted_by, ""),
        redacted_at=row.redacted_at,
        reviewed_name=names.get(row.reviewed_by, ""),
        reviewed_at=row.reviewed_at,
        altered_at=row.altered_at,
        added_name=names.get(row.added_by, ""),
        added_at=row.added_at,
    )
