"""A mission in the field, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests.conftest import NOW
from tests.factories import network as people
from tests.factories import programme as situations
from tests.factories.programme import Partners
from vigie.kernel.api import ActorId
from vigie.network.api import Acting, CapabilityCode, Role, acting_system, grant_capability
from vigie.programme import api
from vigie.programme.models import Mission
from vigie.programme.rules.kinds import PhaseKind
from vigie.programme.rules.states import MissionState

STARTS = dt.date(2017, 10, 23)
PHASES = (
    api.PhaseDraft(PhaseKind.PREPARATION, situations.day("2017-10-23"), situations.day("2017-11-16"), "Paris"),
    api.PhaseDraft(PhaseKind.FIELD, situations.FuzzyDate.month(2017, 11), situations.FuzzyDate.month(2018, 4)),
    api.PhaseDraft(PhaseKind.CAPITALISATION, situations.FuzzyDate.month(2018, 5), situations.FuzzyDate.month(2018, 5)),
)


def at(year: int, month: int, day: int, hour: int = 10) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=dt.UTC)


@dataclass
class Life:
    """A mission that began, its volunteer, who follows them, a tutor of the sending organisation, an outsider."""

    made: Partners
    volunteer: Acting
    tutor: Acting
    outsider: Acting

    @property
    def slug(self) -> str:
        return self.made.mission

    @property
    def operator(self) -> Acting:
        return self.made.operator

    @property
    def host(self) -> Acting:
        return self.made.host

    @property
    def sending(self) -> Acting:
        return self.made.sending

    def row(self) -> Mission:
        return Mission.objects.get(slug=self.slug)


def living(*, now: dt.datetime = NOW, running: bool = True) -> Life:
    """The seven months of the founding call, begun, with a volunteer of the host organisation."""
    made = situations.partners()
    api.plan_mission(acting=made.operator, slug=made.mission, phases=PHASES, now=now)
    who = people.member("vera", of=situations.HOST, roles=[Role.OBSERVER])
    Mission.objects.filter(slug=made.mission).update(volunteer=who, home=people.organisation(situations.HOST))
    house = acting_system(organisation=situations.HOST, day=now.date())
    grant_capability(
        acting=house,
        person_id=ActorId(who.id),
        code=CapabilityCode.ON_MISSION,
        now=now,
        starts=STARTS,
        ends=dt.date(2018, 5, 31),
    )
    tutor = people.acting("tomas", of=situations.SENDING, roles=[Role.JURISTE])
    api.name_tutor(
        acting=made.sending, slug=made.mission, organisation_id=made.sending.organisation, person=tutor.actor, now=now
    )
    if running:
        api.move_mission(acting=made.operator, slug=made.mission, to=MissionState.RUNNING, now=now)
    outsider = people.acting("oscar", of="ailleurs", roles=[Role.PROGRAMME, Role.COORDINATOR, Role.ADMIN])
    return Life(made, people.acts(who, of=situations.HOST), tutor, outsider)
