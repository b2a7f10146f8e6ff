"""The gate of the life of a mission: the volunteer, and who follows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vigie.kernel.api import ActorId, Denied, OrgId
from vigie.network.api import Acting, Permission, Role, can, people_of

from ...models import Mission
from ..access import InMission, mission_of, missions

STAFF = frozenset({Role.PROGRAMME, Role.COORDINATOR})


@dataclass(frozen=True, slots=True)
class InLife:
    """A mission, and what the person who asked is to its life.

    ``runs``: staff of the operator; ``staff``: staff of any of the three partners; ``tutor``: named to follow the volunteer.
    """

    mission: Mission
    volunteer: bool
    runs: bool
    staff: bool
    tutor: bool

    @property
    def follows(self) -> bool:
        """Say whether they read, remark and accept what the volunteer writes. Nobody accepts their own."""
        return (self.staff or self.tutor) and not self.volunteer

    @property
    def runs_here(self) -> bool:
        """Say whether they keep the papers of the mission: staff of the operator, and never of one's own mission."""
        return self.runs and not self.volunteer


def life_of(acting: Acting, slug: str, *, follow: bool = False, run: bool = False, volunteer: bool = False) -> InLife:
    """Return a mission to its volunteer and to those who follow them.

    Raises:
        Missing: ``programme.no_mission``.
        Denied: ``programme.not_in_life``; ``programme.follows_only``, ``programme.operator_only``, ``programme.volunteer_only``.
    """
    entered = mission_of(acting, slug)
    found = _in_life(acting, entered)
    if not (found.volunteer or found.staff or found.tutor or found.runs):
        raise Denied("programme.not_in_life")
    if follow and not found.follows:
        raise Denied("programme.follows_only")
    if run and not found.runs_here:
        raise Denied("programme.operator_only")
    if volunteer and not found.volunteer:
        raise Denied("programme.volunteer_only")
    return found


def _in_life(acting: Acting, entered: InMission) -> InLife:
    tutor = any(
        p.tutor == acting.actor and p.organisation_id == acting.organisation for p in entered.mission.partners.all()
    )
    staff = entered.works and not entered.volunteer
    return InLife(entered.mission, entered.volunteer, entered.runs, staff or entered.runs, tutor)


def in_life(acting: Acting, slug: str) -> bool:
    """Say whether ``life_of`` would let pass, for a page that shows the way or not."""
    found = _in_life(acting, mission_of(acting, slug))
    return found.volunteer or found.staff or found.tutor


def followed(acting: Acting) -> QuerySet[Mission]:
    """Return the missions whose volunteer a person follows: as a tutor. "Mes volontaires"."""
    return missions(acting).filter(partners__tutor=acting.actor, partners__organisation_id=acting.organisation)


def lived(acting: Acting) -> QuerySet[Mission]:
    """Return the missions whose life opens to a person, as ``life_of``: their own, those they follow, their staff's."""
    mine = acting.organisation
    seen = Q(volunteer_id=acting.actor) | Q(partners__tutor=acting.actor, partners__organisation_id=mine)
    if can(acting, Permission.RUN_PROGRAMME):
        seen |= Q(session__programme__operator_id=mine) | Q(partners__organisation_id=mine)
    return missions(acting).filter(seen).distinct()


def staff_of(mission: Mission, *, day: dt.date) -> set[ActorId]:
    """Return the staff of the three partners of a mission, its volunteer apart."""
    people: set[ActorId] = set()
    for partner in mission.partners.all():
        people |= {card.id for card in people_of(OrgId(partner.organisation_id), day=day, roles=STAFF)}
    return people - {ActorId(str(mission.volunteer_id))}


def followers(mission: Mission, *, day: dt.date) -> set[ActorId]:
    """Return who follows the volunteer of a mission: staff of the three partners, and the tutors."""
    tutors = {ActorId(partner.tutor) for partner in mission.partners.all() if partner.tutor}
    return (staff_of(mission, day=day) | tutors) - {ActorId(str(mission.volunteer_id))}


def team(mission: Mission, *, day: dt.date) -> dict[str, str]:
    """Return the name of everyone who takes part in a mission, by id: the volunteer first, then who follows them."""
    found: dict[str, str] = {str(mission.volunteer_id): mission.volunteer.name} if mission.volunteer else {}
    for partner in mission.partners.select_related("organisation"):
        cards = people_of(OrgId(partner.organisation_id), day=day)
        staff = {card.id for card in people_of(OrgId(partner.organisation_id), day=day, roles=STAFF)}
        found |= {
            str(card.id): f"{card.name} ({partner.organisation})"
            for card in cards
            if (card.id in staff or card.id == partner.tutor) and str(card.id) not in found
        }
    return found
