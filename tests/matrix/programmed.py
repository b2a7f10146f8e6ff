"""A programme, its session, a mission, a published call with a file and one candidate: what the table is about."""

from __future__ import annotations

import datetime as dt

from tests.factories import network
from tests.factories.programme import candidate, pdf
from vigie.kernel.api import FuzzyDate
from vigie.network.api import Acting, Role
from vigie.programme import api
from vigie.programme.models import ApplicationFile, Session
from vigie.programme.models.life import Evening

Things = dict[str, tuple[object, ...]]
OTHERS = (("envoi-invente", api.Part.SENDING), ("accueil-invente", api.Part.HOST))


def programmed(runner: Acting, now: dt.datetime) -> Things:
    """Make one of each, run and read by ``runner``, and return the words of their addresses."""
    by = {"acting": runner, "now": now}
    for house, _part in OTHERS:
        network.organisation(house)
    programme = api.create_programme(draft=api.ProgrammeDraft({"fr": "Programme inventé"}), **by)
    session = api.create_session(programme=programme, draft=api.SessionDraft({"fr": "Session inventée"}), **by)
    partners = [api.PartnerDraft(house, part) for house, part in OTHERS]
    mission = api.create_mission(session=session, draft=api.MissionDraft({"fr": "Mission inventée"}, partners), **by)
    draft = api.CallDraft(
        title={"fr": "Appel inventé"},
        deadline=FuzzyDate.day(now.date() + dt.timedelta(days=30)),
        missions=[mission],
        partners=[api.CallPartnerDraft(house, part) for house, part in OTHERS],
    )
    call = api.create_call(session=session, draft=draft, **by)
    reader = network.member("lectrice-inventee", of=OTHERS[1][0], roles=[Role.COORDINATOR])
    for person, house in ((runner.actor, runner.organisation), (reader.id, network.organisation(OTHERS[1][0]).id)):
        api.name_juror(slug=call, person=person, organisation_id=house, **by)
    api.move_call(slug=call, to=api.CallState.PUBLISHED, **by)
    file = api.attach(slug=call, label={"fr": "Brochure"}, name="b.pdf", data=pdf(), **by)
    begun = api.begin(slug=call, answers=api.Answers(candidate()), language="fr", held=api.Held.NONE, now=now)
    api.add_file(application_id=begun.id, kind=api.FileKind.CV, data=pdf(), now=now)
    api.send(application_id=begun.id, now=now)
    return {
        "programme": (programme,),
        "output of a programme": (programme, "evening", _evening(session, runner, now)),
        "session of a programme": (session,),
        "mission": (mission,),
        "call for volunteers": (call,),
        "application": (begun.id,),
        "paper of an application": (begun.id, ApplicationFile.objects.get().id),
        "letter to candidates": (call, "received"),
        "call that anyone reads": (call,),
        "file of a call that anyone reads": (call, file),
    }


def _evening(session: str, runner: Acting, now: dt.datetime) -> str:
    held = {"at": now, "place": "Paris", "state": "held", "created_by": runner.actor, "created_at": now}
    return str(Evening.objects.create(session=Session.objects.get(slug=session), slug="soir-invente", **held).id)
