"""The evening of restitution: announce it, come to it, give materials, forget who came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Sum

from vigie.journal.api import record
from vigie.kernel.api import Conflict, FileRef, Invalid, Missing, after_commit, atomic, erase_files, keep_file
from vigie.network.api import Acting

from ...models.life import Evening, EveningMaterial, Registration
from ...queries.access import must_run, programmes, session_of
from ...rules.kinds import MilestoneKind
from ...rules.life.passing import MOST_GUESTS, REGISTRATIONS_KEPT
from ...rules.life.states import EVENING_MOVES, EveningState
from ...rules.papers import check_paper
from ...rules.texts import both, free_slug
from .common import bounded, day_of, expect, met, needed


@dataclass(frozen=True, slots=True)
class EveningDraft:
    """An evening; texts in French and English. ``seats``: how many people the room holds, when it counts."""

    title: Mapping[str, str]
    at: dt.datetime
    place: str
    words: Mapping[str, str] = field(default_factory=dict)
    programme: Mapping[str, str] = field(default_factory=dict)
    access: str = ""
    seats: int | None = None


def owner_of(evening_id: str) -> str:
    """Return the owner of the first names given for an evening."""
    return f"evening:{evening_id}:names"


def plan_evening(
    *, acting: Acting, session: str, draft: EveningDraft, slug: str = "", now: dt.datetime, invented: bool = False
) -> str:
    """Plan an evening of a session, or change one, and return its slug.

    Raises:
        Missing: ``programme.no_session``, ``programme.no_evening``. Denied: may not run it.
        Invalid: ``programme.name_needed``, ``programme.place_needed``. Conflict: ``programme.evening_over``.
    """
    parent = session_of(acting, session, run=True)
    title = both(draft.title.get("fr", ""), draft.title.get("en", ""))
    if not title:
        raise Invalid("programme.name_needed", field="title_fr")
    with atomic():
        if slug:
            row = evening_of(acting, slug)
            if row.state in {EveningState.HELD, EveningState.CANCELLED}:
                raise Conflict("programme.evening_over")
        else:
            taken = set(Evening.objects.values_list("slug", flat=True))
            name = free_slug(title.get("fr") or title["en"], taken)
            row = Evening(session=parent, slug=name, created_by=acting.actor, created_at=now, invented=invented)
        row.title, row.at, row.seats = title, draft.at, draft.seats
        row.words = both(*(bounded(draft.words.get(c, ""), field="words") for c in ("fr", "en")))
        row.programme = both(*(bounded(draft.programme.get(c, ""), field="programme") for c in ("fr", "en")))
        row.place = needed(draft.place, field="place", most=200, code="programme.place_needed")
        row.access = bounded(draft.access, field="access", most=300)
        row.save()
        for mission in parent.missions.exclude(state="cancelled"):
            expect(mission, MilestoneKind.RESTITUTION, row.id, day_of(row.at))
        _note(acting, "evening_planned", row, now)
    return row.slug


def move_evening(*, acting: Acting, slug: str, to: EveningState, now: dt.datetime) -> None:
    """Announce an evening, say it is over, or call it off.

    Raises:
        Missing: ``programme.no_evening``. Denied: may not run it. Conflict: ``programme.cannot_move``, ``programme.evening_to_come``.
    """
    row = evening_of(acting, slug)
    if to not in EVENING_MOVES[EveningState(row.state)]:
        raise Conflict("programme.cannot_move")
    if to is EveningState.HELD and row.at > now:
        raise Conflict("programme.evening_to_come")
    with atomic():
        Evening.objects.filter(id=row.id).update(state=to.value)
        if to in {EveningState.HELD, EveningState.CANCELLED}:
            met(row.id, by=acting.actor, now=now)
        _note(acting, "evening_moved", row, now)


def add_material(*, acting: Acting, slug: str, label: str, data: bytes, now: dt.datetime) -> str:
    """Give a file on the page of an evening, and return its id.

    Raises:
        Missing: ``programme.no_evening``. Denied: may not run it. Invalid: ``programme.name_needed``; as ``check_paper``.
    """
    row = evening_of(acting, slug)
    paper = check_paper(data, field="file")
    name = needed(label, field="label", most=160, code="programme.name_needed")
    with atomic():
        made = EveningMaterial.objects.create(
            evening=row,
            label=name,
            file=keep_file(data, owner=f"evening:{row.id}:materials"),
            media_type=paper.media_type,
        )
        _note(acting, "evening_material", row, now)
    return made.id


def register(*, slug: str, name: str, people: int, now: dt.datetime) -> None:
    """Say that one comes, with how many; a first name or none. Nothing else is asked.

    Raises:
        Missing: ``programme.no_public_evening``. Invalid: ``programme.guests_wrong``. Conflict: ``programme.evening_over``, ``programme.evening_full``.
    """
    with atomic():
        row = Evening.objects.select_for_update().filter(slug=slug).exclude(state=EveningState.DRAFT.value).first()
        if row is None:
            raise Missing("programme.no_public_evening")
        if row.state != EveningState.OPEN or row.at < now:
            raise Conflict("programme.evening_over")
        if not 1 <= people <= MOST_GUESTS:
            raise Invalid("programme.guests_wrong", field="people", most=MOST_GUESTS)
        if row.seats is not None and expected(row) + people > row.seats:
            raise Conflict("programme.evening_full", left=max(row.seats - expected(row), 0))
        text = bounded(name, field="name", most=60)
        ref = keep_file(text.encode(), owner=owner_of(row.id)) if text else FileRef("")
        Registration.objects.create(evening=row, name=ref, people=people, at=now)


def expected(row: Evening) -> int:
    """Return how many people said they would come."""
    if row.expected is not None:
        return row.expected
    return int(row.registrations.aggregate(all=Sum("people"))["all"] or 0)


def forget_registrations(*, now: dt.datetime) -> int:
    """Erase who registered for evenings of thirty days ago, and keep how many; return how many registrations. Run every night."""
    gone = 0
    with atomic():
        for row in Evening.objects.filter(erased_at=None, at__lt=now - REGISTRATIONS_KEPT):
            count = expected(row)
            gone += row.registrations.all().delete()[0]
            Evening.objects.filter(id=row.id).update(expected=count, erased_at=now)
            owner = owner_of(row.id)
            after_commit(lambda owner=owner: erase_files(owner=owner))  # type: ignore[misc] # bound now, called later
    return gone


def evening_of(acting: Acting, slug: str) -> Evening:
    """Return an evening to who runs its programme.

    Raises:
        Missing: ``programme.no_evening``. Denied: may not run it.
    """
    row = (
        Evening.objects.filter(slug=slug, session__programme__in=programmes(acting))
        .select_related("session__programme")
        .first()
    )
    if row is None:
        raise Missing("programme.no_evening")
    must_run(acting, row.session.programme)
    return row


def _note(acting: Acting, verb: str, row: Evening, now: dt.datetime) -> None:
    record(acting=acting, verb=f"programme.{verb}", kind="evening", object_id=row.id, now=now)
