"""Give an avocat·e the means to open what an association collected; take it back for the future."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from vigie.facts.api import detail as statement_detail
from vigie.journal.api import Actor, notify, record
from vigie.kernel.api import PARIS, ActorId, Conflict, Denied, Invalid, Missing, OrgId, VaultRef, atomic
from vigie.network.api import Acting, Permission, Role, acting_for, acting_system, check
from vigie.vault.api import Prepared, Unlocked, discard, lend, prepare, take_back
from vigie.vault.api import enter as enter_sealed

from ..models import Dossier, DossierAccess, Mandate, MandateObject
from ..queries.access import enter, people_to_tell
from ..queries.mandates import Lendable, lendable, obstacle_of
from ..rules.access import Deed, DossierRole, may
from ..rules.mandates import Obstacle, Piece
from .papers import check_paper

Chosen = tuple[str, VaultRef, Piece]
"""A fact, one of its sealed objects, what that is."""


@dataclass(frozen=True, slots=True)
class MandateDraft:
    """A signed mandate: the place of the avocat·e in the dossier, what it opens, why, from when to when, its scan if any."""

    access_id: str
    refs: Sequence[str]
    purpose: str
    signed_on: dt.date
    until: dt.date | None = None
    paper: bytes | None = field(default=None, repr=False)


def give_mandate(*, acting: Acting, unlocked: Unlocked | None, slug: str, draft: MandateDraft, now: dt.datetime) -> str:
    """Let one avocat·e of a dossier open sealed objects of the association acted for, and return the mandate's id.

    The avocat·e is told. What was not chosen stays shut; their association learns nothing by it.

    Raises:
        Conflict: ``cases.mandate_<obstacle>``, naming the fact; ``vault.borrower_without_key``; ``vault.not_lendable``.
        Denied: ``network.denied.give_mandate``; ``cases.denied.receive_mandate``, not an avocat·e's place; ``vault.locked``.
        Invalid: ``cases.mandate_own``; ``cases.role_not_held``; ``cases.mandate_purpose``, ``cases.mandate_signed``,
            ``cases.mandate_until``, ``cases.mandate_nothing``; as ``check_paper``.
        Missing: ``cases.no_dossier``; ``cases.no_access``; ``cases.no_piece``, it is not sealed to this association.
    """
    dossier = enter(acting, slug).dossier
    check(acting, Permission.GIVE_MANDATE)
    if unlocked is None or (unlocked.actor, unlocked.organisation) != (acting.actor, acting.organisation):
        raise Denied("vault.locked")
    today = now.astimezone(PARIS).date()
    place = _place(acting, dossier, draft.access_id, today)
    purpose = _check_words(draft, today)
    chosen = _chosen(lendable(acting, dossier, today=today), draft.refs)
    paper = prepare_paper(acting, draft.paper) if draft.paper else None
    try:
        with atomic():
            ids = lend(
                unlocked=unlocked,
                refs=[ref for _fact, ref, _piece in chosen],
                borrower=ActorId(place.person),
                borrower_organisation=OrgId(place.organisation_id),
                until=draft.until,
                motive=purpose,
                now=now,
            )
            ref = enter_sealed(paper, now=now) if paper else ""
            mandate = _made(acting, place, replace(draft, purpose=purpose), ref, now)
            _cover(mandate, chosen, ids)
            note_mandate(acting, mandate, "cases.mandate_given", now, pieces=len(ids))
            _tell([ActorId(place.person)], "cases.mandate_given", mandate, acting.organisation_name, now)
    except BaseException:
        if paper:
            discard(paper)
        raise
    return mandate.id


def _made(acting: Acting, place: DossierAccess, draft: MandateDraft, paper: str, now: dt.datetime) -> Mandate:
    return Mandate.objects.create(
        dossier=place.dossier,
        organisation_id=acting.organisation,
        lawyer=place.person,
        lawyer_organisation_id=place.organisation_id,
        purpose=draft.purpose,
        signed_on=draft.signed_on,
        paper_ref=paper,
        until=draft.until,
        given_by=acting.actor,
        given_at=now,
    )


def _cover(mandate: Mandate, chosen: Sequence[Chosen], loans: Sequence[str]) -> None:
    MandateObject.objects.bulk_create(
        MandateObject(mandate=mandate, fact_id=fact, sealed_ref=ref, piece=piece.value, loan=loan)
        for (fact, ref, piece), loan in zip(chosen, loans, strict=True)
    )


def _place(acting: Acting, dossier: Dossier, access_id: str, today: dt.date) -> DossierAccess:
    """Return the place of an avocat·e of another association, still one there today."""
    place = dossier.accesses.filter(id=access_id, ended_at=None).first()
    if place is None:
        raise Missing("cases.no_access")
    if not may(DossierRole(place.role), Deed.RECEIVE_MANDATE):
        raise Denied("cases.denied.receive_mandate")
    if place.organisation_id == acting.organisation:
        raise Invalid("cases.mandate_own", field="access_id")
    theirs = acting_for(person_id=place.person, organisation_id=place.organisation_id, day=today)
    if Role.AVOCAT not in theirs.roles:
        raise Invalid("cases.role_not_held", field="access_id")
    return place


def _check_words(draft: MandateDraft, today: dt.date) -> str:
    purpose = draft.purpose.strip()
    if not purpose or len(purpose) > 300:
        raise Invalid("cases.mandate_purpose", field="purpose")
    if draft.signed_on > today:
        raise Invalid("cases.mandate_signed", field="signed_on")
    if draft.until is not None and draft.until < today:
        raise Invalid("cases.mandate_until", field="until")
    return purpose


def _chosen(offered: Sequence[Lendable], refs: Sequence[str]) -> list[Chosen]:
    """Return what was chosen, each object once; refuse all when one fact is held back, saying which and why."""
    there = {piece.ref: (fact, piece) for fact in reversed(offered) for piece in fact.pieces}
    wanted = [VaultRef(ref) for ref in dict.fromkeys(refs)]
    if not wanted:
        raise Invalid("cases.mandate_nothing", field="refs")
    if not there.keys() >= set(wanted):
        raise Missing("cases.no_piece")
    for ref in wanted:
        fact = there[ref][0]
        if fact.obstacle is not None:
            raise Conflict(f"cases.mandate_{fact.obstacle.value}", field="refs", fact=fact.title)
    return [(there[ref][0].id, ref, there[ref][1].piece) for ref in wanted]


def prepare_paper(acting: Acting, paper: bytes) -> Prepared:
    """Seal the scan of a signed mandate to the association acted for; for refusals see ``check_paper``."""
    check_paper(paper, field="paper")
    return prepare(organisation=acting.organisation, data=paper, label="mandate")


def revoke_mandate(*, acting: Acting, mandate_id: str, now: dt.datetime) -> None:
    """Take a mandate back for the future: nothing of it opens from now on. What was read stays read.

    Whoever may give mandates for the lending association may do it, named in the dossier or not: an association never
    loses this because one person left. Done again, it changes nothing.

    Raises:
        Denied: ``network.denied.give_mandate``.
        Missing: ``cases.no_mandate``, also when it is another association's.
    """
    check(acting, Permission.GIVE_MANDATE)
    with atomic():
        rows = Mandate.objects.filter(id=mandate_id, organisation_id=acting.organisation)
        if not rows.exists():
            raise Missing("cases.no_mandate")
        for mandate in _end(rows, by=acting, now=now):
            note_mandate(acting, mandate, "cases.mandate_revoked", now)
            others = people_to_tell(mandate.dossier, but=[acting.actor])
            _tell({*others, ActorId(mandate.lawyer)}, "cases.mandate_revoked", mandate, acting.organisation_name, now)


def end_mandates_of(*, dossier: Dossier, person: str, organisation: str, by: Actor, now: dt.datetime) -> None:
    """End what was entrusted to someone who leaves a dossier or is no longer its avocat·e; who gave it is told.

    In the caller's transaction.
    """
    rows = Mandate.objects.filter(dossier=dossier, lawyer=person, lawyer_organisation_id=organisation)
    for mandate in _end(rows, by=by, now=now):
        note_mandate(by, mandate, "cases.mandate_ended", now)
        _tell([ActorId(mandate.given_by)], "cases.mandate_ended", mandate, str(mandate.organisation), now)


def release_held_back(*, now: dt.datetime, testimony_id: str = "") -> int:
    """Take back what may no longer be entrusted: withdrawn, consent run out, a minor stated, the fact gone. Count the pieces.

    Called at once when a consent narrows, for one testimony, and every night for all. Both sides are told.
    """
    today = now.astimezone(PARIS).date()
    items = MandateObject.objects.filter(mandate__revoked_at=None, released_at=None).select_related(
        "fact__statement", "mandate__dossier", "mandate__organisation"
    )
    if testimony_id:
        items = items.filter(fact__statement__testimony_id=testimony_id)
    held = [item for item in items if _held_back(item, today) is not None]
    with atomic():
        for mandate in {item.mandate_id: item.mandate for item in held}.values():
            mine = [item for item in held if item.mandate_id == mandate.id]
            lender = acting_system(organisation=mandate.organisation_id, day=today)
            take_back(acting=lender, loan_ids=[item.loan for item in mine], now=now)
            MandateObject.objects.filter(id__in=[item.id for item in mine]).update(released_at=now)
            note_mandate(lender, mandate, "cases.mandate_narrowed", now, pieces=len(mine))
            people = {ActorId(mandate.lawyer), ActorId(mandate.given_by)}
            _tell(people, "cases.mandate_narrowed", mandate, str(mandate.organisation), now)
    return len(held)


def _held_back(item: MandateObject, today: dt.date) -> Obstacle | None:
    if not item.fact.statement_id:
        return Obstacle.GONE
    owner = acting_system(organisation=item.fact.owner_id, day=today)
    try:
        return obstacle_of(statement_detail(owner, str(item.fact.statement_id), today=today))
    except Missing:
        return Obstacle.GONE


def _end(rows: QuerySet[Mandate], *, by: Actor, now: dt.datetime) -> list[Mandate]:
    """End mandates that still stood, with the headers they had made; the lending association takes them back."""
    ending = list(rows.filter(revoked_at=None).select_related("dossier", "organisation").prefetch_related("pieces"))
    for mandate in ending:
        lender = acting_system(organisation=mandate.organisation_id, day=now.astimezone(PARIS).date())
        take_back(acting=lender, loan_ids=[item.loan for item in mandate.pieces.all()], now=now)
        Mandate.objects.filter(id=mandate.id).update(revoked_by=by.actor, revoked_at=now)
    return ending


def note_mandate(by: Actor, mandate: Mandate, verb: str, now: dt.datetime, **detail: object) -> None:
    """Write what befalls a mandate in the journal of the lending association and of the avocat·e's, under the dossier."""
    for organisation in dict.fromkeys((mandate.organisation_id, mandate.lawyer_organisation_id)):
        record(
            acting=by,
            verb=verb,
            kind="dossier",
            object_id=mandate.dossier_id,
            now=now,
            organisation=OrgId(organisation),
            detail={"mandate": mandate.id, **detail},
        )


def _tell(people: Iterable[ActorId], code: str, mandate: Mandate, who: str, now: dt.datetime) -> None:
    link = f"/dossiers/{mandate.dossier.slug}/mandats"
    for person in people:
        notify(person=person, code=code, now=now, link=link, params={"who": who, "title": mandate.dossier.title})
