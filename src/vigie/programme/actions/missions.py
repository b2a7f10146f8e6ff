"""Missions: make one, change it, name its partners and tutors, plan its phases, begin, pause and end it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from vigie.journal.api import notify, record
from vigie.kernel.api import PARIS, ActorId, Conflict, Invalid, Missing, OrgId, atomic
from vigie.network.api import Acting, CapabilityCode, acting_system, end_capability, organisation, people_of

from ..models import Mission, MissionPartner, Phase
from ..queries.access import mission_of, session_of
from ..rules.kinds import Part
from ..rules.states import MISSION_MOVES, MissionState, can_move
from ..rules.texts import free_slug
from .programmes import PhaseDraft, copy_phases, named, phase_columns

AFTER_MOVE: list[Callable[[Mission, MissionState, MissionState, str, dt.datetime], None]] = []
"""What follows a move in its own transaction: hung by the life of a mission, which stands above this module."""


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    """What an organisation is in a mission, and what it promises there. ``organisation``: slug or id."""

    organisation: str
    part: Part
    promises: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class MissionDraft:
    """A mission; texts in French and English, as in the model."""

    title: Mapping[str, str]
    partners: Sequence[PartnerDraft]
    country: str = ""
    area: str = ""
    objective: Mapping[str, str] = field(default_factory=dict)
    tasks: Sequence[Mapping[str, object]] = ()
    themes: Sequence[str] = ()
    objectives: Sequence[str] = ()
    invented: bool = True


def create_mission(*, acting: Acting, session: str, draft: MissionDraft, now: dt.datetime) -> str:
    """Make a mission of a session, with the session's phases, and return its slug.

    Raises:
        Missing: ``programme.no_session``, ``network.no_organisation``. Denied: may not run it.
        Invalid: ``programme.name_needed``; ``programme.partners_needed``, no sending or no host organisation.
    """
    parent = session_of(acting, session, run=True)
    title = named(draft.title)
    with atomic():
        row = Mission.objects.create(
            session=parent,
            slug=free_slug(title.get("fr") or title["en"], set(Mission.objects.values_list("slug", flat=True))),
            title=title,
            created_by=acting.actor,
            created_at=now,
            invented=draft.invented,
        )
        _write(row, draft)
        for phase in copy_phases(parent):
            phase.mission = row
            phase.save()
        record(acting=acting, verb="programme.mission_created", kind="mission", object_id=row.id, now=now)
    return row.slug


def change_mission(*, acting: Acting, slug: str, draft: MissionDraft, now: dt.datetime) -> None:
    """Change a mission and its partners.

    Raises:
        Missing: ``programme.no_mission``, ``network.no_organisation``. Denied: may not run it.
        Invalid: as ``create_mission``.
    """
    row = mission_of(acting, slug, run=True).mission
    title = named(draft.title)
    with atomic():
        row.title = title
        _write(row, draft)
        record(acting=acting, verb="programme.mission_changed", kind="mission", object_id=row.id, now=now)


def _write(row: Mission, draft: MissionDraft) -> None:
    parts = {p.part for p in draft.partners}
    if not {Part.SENDING, Part.HOST} <= parts:
        raise Invalid("programme.partners_needed", field="sending")
    houses = [(organisation(p.organisation), p) for p in draft.partners]
    row.country, row.area = draft.country.strip()[:60], draft.area.strip()[:120]
    row.objective = dict(draft.objective)
    row.tasks = [dict(task) for task in draft.tasks]
    row.themes = [theme.strip()[:60] for theme in draft.themes if theme.strip()]
    row.objectives = list(draft.objectives)
    row.commitments = [{"organisation": house.id, **dict(promise)} for house, p in houses for promise in p.promises]
    row.save()
    operator = row.session.programme.operator_id
    wanted = {(str(house.id), p.part) for house, p in houses} | {(operator, Part.OPERATOR)}
    for partner in row.partners.all():
        if (partner.organisation_id, Part(partner.part)) not in wanted:
            partner.delete()
    for house_id, part in sorted(wanted, key=lambda pair: list(Part).index(pair[1])):
        MissionPartner.objects.get_or_create(mission=row, organisation_id=house_id, part=part.value)


def plan_mission(*, acting: Acting, slug: str, phases: Sequence[PhaseDraft], now: dt.datetime) -> None:
    """Give a mission its own phases. Milestones keep to their phase by its kind.

    Raises:
        Missing: ``programme.no_mission``. Denied: may not run it.
        Invalid: ``programme.phase_backwards``, ``programme.phase_vague``.
        Conflict: ``programme.mission_over``.
    """
    row = mission_of(acting, slug, run=True).mission
    if row.state in {MissionState.ENDED, MissionState.CANCELLED}:
        raise Conflict("programme.mission_over")
    columns = phase_columns(phases)
    with atomic():
        kept = {phase.kind: phase for phase in row.phases.all()}
        for values in columns:
            phase = kept.pop(values["kind"], None) or Phase(mission=row)
            for name, value in values.items():
                setattr(phase, name, value)
            phase.save()
        for phase in kept.values():
            phase.delete()
        record(acting=acting, verb="programme.mission_planned", kind="mission", object_id=row.id, now=now)


def name_tutor(*, acting: Acting, slug: str, organisation_id: str, person: str, now: dt.datetime) -> None:
    """Say who of one's own partner organisation follows the volunteer; empty takes them off. They are told.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_partner``. Denied: ``programme.not_in_sheet``.
        Invalid: ``programme.tutor_elsewhere``, nobody of that organisation.
    """
    entered = mission_of(acting, slug, work=True)
    partner = entered.mission.partners.filter(organisation_id=organisation_id).first()
    if partner is None or (organisation_id != acting.organisation and not entered.runs):
        raise Missing("programme.no_partner")
    day = now.astimezone(PARIS).date()
    if person and person not in {card.id for card in people_of(OrgId(organisation_id), day=day)}:
        raise Invalid("programme.tutor_elsewhere", field="person")
    with atomic():
        entered.mission.partners.filter(organisation_id=organisation_id).update(tutor=person)
        record(
            acting=acting,
            verb="programme.tutor_named",
            kind="mission",
            object_id=entered.mission.id,
            now=now,
            detail={"person": person},
        )
        if person and person != acting.actor:
            notify(
                person=ActorId(person),
                code="programme.you_follow",
                now=now,
                link=f"/missions/mission/{slug}",
                params={"title": str(entered.mission)},
            )


def move_mission(*, acting: Acting, slug: str, to: MissionState, now: dt.datetime) -> None:
    """Begin, pause, take up again, end or cancel a mission. Its dated rights end with it.

    Raises:
        Missing: ``programme.no_mission``. Denied: may not run it.
        Conflict: ``programme.cannot_move``.
    """
    row = mission_of(acting, slug, run=True).mission
    with atomic():
        row = Mission.objects.select_for_update().get(id=row.id)
        before = MissionState(row.state)
        if not can_move(MISSION_MOVES, before, to):
            raise Conflict("programme.cannot_move")
        row.state = to.value
        if to is MissionState.ENDED:
            row.ended_on = now.astimezone(PARIS).date()
        row.save(update_fields=["state", "ended_on"])
        record(
            acting=acting,
            verb="programme.mission_moved",
            kind="mission",
            object_id=row.id,
            now=now,
            detail={"from": before.value, "to": to.value},
        )
        if to in {MissionState.ENDED, MissionState.CANCELLED}:
            end_rights(row, now=now)
        for follow in AFTER_MOVE:
            follow(row, before, to, acting.actor, now)


def end_rights(mission: Mission, *, now: dt.datetime) -> None:
    """End the dated rights a mission gave its volunteer, begun or not, unless another mission of theirs still runs there."""
    others = Mission.objects.filter(
        volunteer_id=mission.volunteer_id,
        home_id=mission.home_id,
        state__in=[MissionState.PLANNED.value, MissionState.RUNNING.value, MissionState.PAUSED.value],
    ).exclude(id=mission.id)
    if mission.volunteer_id and not others.exists():
        take_right(mission, now=now, coming=True)


def take_right(mission: Mission, *, now: dt.datetime, coming: bool = False) -> None:
    """Take from its volunteer, at once, the dated right a mission gave; with ``coming``, also where it was still to begin."""
    if not (mission.volunteer_id and mission.home_id):
        return
    house = acting_system(organisation=str(mission.home_id), day=now.astimezone(PARIS).date())
    try:
        end_capability(
            acting=house,
            person_id=ActorId(str(mission.volunteer_id)),
            code=CapabilityCode.ON_MISSION,
            now=now,
            coming=coming,
        )
    except Missing:
        return
