"""Name as a mission's volunteer somebody who already has an account in a partner organisation."""

from __future__ import annotations

import datetime as dt

from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, OrgId, atomic
from vigie.network.api import Acting, CapabilityCode, acting_system, grant_capability, organisation, people_of

from ...models import Mission
from ...models.life import Care
from ...queries.access import mission_of
from ...rules.states import MissionState
from ..missions import end_rights
from .common import day_of, note, tell


def name_volunteer(*, acting: Acting, slug: str, organisation_id: str, person: str, now: dt.datetime) -> None:
    """Make somebody of a partner organisation the volunteer of a mission, with its dated right in that organisation.

    Staff of each partner name among their own people, whoever runs the mission among those of all. They are told.
    Who comes by a call arrives by an invitation instead.

    Raises:
        Missing: ``programme.no_mission``, ``network.no_organisation``.
        Denied: ``programme.not_in_sheet``; ``programme.operator_only``, somebody of another organisation.
        Invalid: ``programme.no_partner``, ``programme.tutor_elsewhere``. Conflict: ``programme.mission_taken``, ``programme.mission_over``.
    """
    entered = mission_of(acting, slug, work=True)
    house = organisation(organisation_id)
    if not entered.runs and house.id != acting.organisation:
        raise Denied("programme.operator_only")
    if not entered.mission.partners.filter(organisation_id=house.id).exists():
        raise Invalid("programme.no_partner", field="organisation")
    if person not in {card.id for card in people_of(OrgId(house.id), day=day_of(now))}:
        raise Invalid("programme.tutor_elsewhere", field="person")
    with atomic():
        row = Mission.objects.select_for_update().get(id=entered.mission.id)
        if row.volunteer_id or row.invitation:
            raise Conflict("programme.mission_taken")
        if row.state in {MissionState.ENDED, MissionState.CANCELLED}:
            raise Conflict("programme.mission_over")
        Mission.objects.filter(id=row.id).update(volunteer_id=person, home_id=house.id)
        phases = list(row.phases.all())
        grant_capability(
            acting=acting_system(organisation=house.id, day=day_of(now)),
            person_id=ActorId(person),
            code=CapabilityCode.ON_MISSION,
            now=now,
            starts=min((p.starts for p in phases), default=None),
            ends=max((p.ends for p in phases), default=None),
            reason=f"mission {row.slug}"[:200],
        )
        note(acting, "volunteer_named", row, now)
        tell([person], "volunteer_you", row, "preparation", now, but=acting.actor)


def take_back_volunteer(*, acting: Acting, slug: str, now: dt.datetime) -> None:
    """Say that whoever was named is not the volunteer: the mission waits for somebody again, the dated right is gone.

    For a mistake seen at once, by who could have made it. A mission that has begun is ended instead, and whoever
    answered a call withdraws there.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.not_in_sheet``; ``programme.operator_only``, another organisation's.
        Conflict: ``programme.nobody_named``; ``programme.mission_begun``; ``programme.volunteer_wrote``, it holds
            something of theirs that nobody else is to read.
    """
    entered = mission_of(acting, slug, work=True)
    with atomic():
        row = Mission.objects.select_for_update().get(id=entered.mission.id)
        if not row.volunteer_id or row.invitation:
            raise Conflict("programme.nobody_named")
        if not entered.runs and row.home_id != acting.organisation:
            raise Denied("programme.operator_only")
        if row.state != MissionState.PLANNED:
            raise Conflict("programme.mission_begun")
        if _holds_their_words(row):
            raise Conflict("programme.volunteer_wrote")
        person = str(row.volunteer_id)
        end_rights(row, now=now)
        Mission.objects.filter(id=row.id).update(volunteer_id=None, home_id=None)
        note(acting, "volunteer_taken_back", row, now)
        tell([person], "volunteer_no_more", row, "preparation", now, but=acting.actor)


def _holds_their_words(row: Mission) -> bool:
    cared = Care.objects.filter(mission=row).exclude(emergency="", confidant="").exists()
    return cared or any(told.exists() for told in (row.debriefs, row.skills, row.papers, row.absences))
