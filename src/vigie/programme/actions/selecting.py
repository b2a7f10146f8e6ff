"""From a selected candidate to a volunteer on a mission: one action invites them, and their arrival gives the dated rights."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import PARIS, ActorId, Conflict, Denied, OrgId, atomic
from vigie.network.api import (
    Acting,
    CapabilityCode,
    Invited,
    Role,
    acting_system,
    grant_capability,
    invite,
    organisation,
)

from ..models import Application, Mission
from ..people import candidate_of
from ..queries.access import application_of
from ..rules.kinds import Part
from ..rules.states import ApplicationState, MissionState


def make_volunteer(*, acting: Acting, application_id: str, now: dt.datetime) -> Invited:
    """Make a selected candidate the volunteer of their mission: invite them into the organisation they will act for.

    That is the host when it took part in the decision and uses the house, else the organisation of whoever does this: nobody
    is let into an association that did not decide it.

    Raises:
        Missing: ``programme.no_application``. Denied: ``programme.volunteer_not_yours``, no right to invite where they would go.
        Conflict: ``programme.not_selected``; ``programme.no_mission_chosen``; ``programme.mission_taken``.
    """
    row, _juror = application_of(acting, application_id)
    if row.state != ApplicationState.SELECTED:
        raise Conflict("programme.not_selected")
    if row.mission is None:
        raise Conflict("programme.no_mission_chosen")
    with atomic():
        mission = Mission.objects.select_for_update().get(id=row.mission_id)
        if mission.volunteer_id or (mission.invitation and _other_invited(mission, row)):
            raise Conflict("programme.mission_taken")
        home = _home(acting, row, mission)
        house = acting_system(organisation=home, day=now.astimezone(PARIS).date())
        made = invite(acting=house, name=candidate_of(row).name, roles=[Role.OBSERVER], now=now)
        mission.home_id, mission.invitation = home, made.id
        mission.save(update_fields=["home", "invitation"])
        told: dict[OrgId, dict[str, str]] = {home: {"by": acting.organisation}}
        told[acting.organisation] = {"application": row.id, "organisation": home}
        for organisation, detail in told.items():
            record(
                acting=acting,
                verb="programme.volunteer_invited",
                kind="mission",
                object_id=mission.id,
                now=now,
                organisation=organisation,
                detail=detail,
            )
    return made


def _other_invited(mission: Mission, row: Application) -> bool:
    """Say whether somebody else of this mission's candidates is selected too: the place is theirs until they withdraw."""
    selected = ApplicationState.SELECTED.value
    return mission.applications.filter(state=selected).exclude(id=row.id).exists()


def _home(acting: Acting, row: Application, mission: Mission) -> OrgId:
    decided = row.decisions.filter(agreed_at__isnull=False, outcome=ApplicationState.SELECTED.value).first()
    took_part = {decided.proposed_for_id, decided.agreed_for_id} if decided else set()
    for partner in mission.partners.filter(part=Part.HOST.value):
        house = organisation(partner.organisation_id)
        if house.uses_vigie and house.id in took_part:
            return house.id
    if not acting.roles & {Role.COORDINATOR, Role.ADMIN, Role.PROGRAMME}:
        raise Denied("programme.volunteer_not_yours")
    return acting.organisation


def arrived(invitation_id: str, person: ActorId, now: dt.datetime) -> None:
    """Give whoever came by a mission's invitation the mission, and the right it grants from its first day to its last."""
    mission = Mission.objects.filter(invitation=invitation_id, volunteer=None).first()
    if mission is None or not mission.home_id:
        return
    phases = list(mission.phases.all())
    starts = min((p.starts for p in phases), default=None)
    ends = max((p.ends for p in phases), default=None)
    day = now.astimezone(PARIS).date()
    with atomic():
        mission.volunteer_id = person
        mission.save(update_fields=["volunteer"])
        over = mission.state in {MissionState.ENDED, MissionState.CANCELLED} or (ends is not None and ends < day)
        if not over:
            house = acting_system(organisation=str(mission.home_id), day=day)
            grant_capability(
                acting=house,
                person_id=person,
                code=CapabilityCode.ON_MISSION,
                now=now,
                starts=starts,
                ends=ends,
                reason=f"mission {mission.slug}"[:200],
            )
        record(
            acting=None,
            verb="programme.volunteer_arrived",
            kind="mission",
            object_id=mission.id,
            now=now,
            organisation=OrgId(mission.session.programme.operator_id),
        )
