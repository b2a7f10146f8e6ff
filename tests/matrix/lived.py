"""The life of the mission of the table: a volunteer, one of everything, a post and an evening anyone reads."""

from __future__ import annotations

import datetime as dt
import io

from PIL import Image

from tests.factories import network
from tests.factories.programme import pdf
from vigie.kernel.api import FuzzyDate
from vigie.network.api import Acting, Role, acting_for
from vigie.programme import api
from vigie.programme.actions.life import blogging, caring, evenings, passing
from vigie.programme.models import Mission
from vigie.programme.models.life import DocumentVersion
from vigie.programme.rules.life.care import PaperKind
from vigie.programme.rules.life.passing import Licence
from vigie.programme.rules.life.safety import Face

Things = dict[str, tuple[object, ...]]


def lived(runner: Acting, mission: str, now: dt.datetime) -> Things:
    """Live a little of a mission and return the words of its addresses."""
    session = Mission.objects.get(slug=mission).session.slug
    by, told = {"acting": runner, "now": now}, {"slug": mission, "now": now}
    day = now.date()
    month = FuzzyDate.month(day.year, day.month)
    phases = [api.PhaseDraft(api.PhaseKind.FIELD, month, FuzzyDate.month(day.year + 1, 2))]
    api.plan_mission(slug=mission, phases=phases, **by)
    who = network.member("volontaire-inventee", of=runner.organisation_slug, roles=[Role.OBSERVER])
    api.name_volunteer(slug=mission, organisation_id=runner.organisation, person=who.id, **by)
    volunteer = acting_for(person_id=who.id, organisation_id=runner.organisation, day=day)
    session_row = Mission.objects.get(slug=mission).session
    session_row.initial_cents, session_row.monthly_cents, session_row.stated_months = 74_400, 50_000, 7
    session_row.save()
    api.move_mission(slug=mission, to=api.MissionState.RUNNING, **by)
    api.pay_line(slug=mission, number=1, on=day, receipt=pdf(), **by)
    talk = api.plan_talk(session=session, draft=api.TalkDraft("Thème inventé", day), **by)
    meeting = api.call_meeting(
        slug=mission, draft=api.MeetingDraft("Réunion inventée", now + dt.timedelta(days=3)), **by
    )
    trip = api.log_trip(acting=volunteer, draft=api.TripDraft(day, "Calais", "Lille", "Réunion"), receipt=pdf(), **told)
    paper = caring.add_paper(acting=runner, kind=PaperKind.CONTRACT, name="Contrat", data=pdf(), **told)
    passing.add_document(acting=volunteer, title="Guide", licence=Licence.CC_BY, data=pdf(), **told)
    slug, picture = _post(volunteer, runner, mission, now)
    evening, file = _evening(runner, session, now)
    life = (mission,)
    return {
        "life of a mission": life,
        "report of a mission": (mission, 1),
        "allowance of a mission": (mission, 1),
        "table of a mission": (mission, "csv"),
        "follow-up meeting": (mission, meeting),
        "trip of a mission": (mission, trip),
        "paper of a mission": (mission, paper),
        "document of a mission": (mission, DocumentVersion.objects.get().id),
        "talk of a session": (session, talk),
        "post of the blog": (slug,),
        "picture of the blog": (slug, picture),
        "evening of a session": (session, evening),
        "evening that anyone reads": (evening,),
        "file of an evening": (evening, file),
    }


def _post(volunteer: Acting, runner: Acting, mission: str, now: dt.datetime) -> tuple[str, str]:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    draft = api.PostDraft("Un matin", "La mer est grise.")
    slug = api.begin_post(acting=volunteer, draft=draft, mission=mission, now=now)
    by = {"acting": volunteer, "slug": slug, "now": now}
    picture = blogging.add_picture(data=out.getvalue(), words="La mer", **by)
    blogging.answer_picture(picture_id=picture, face=Face.NONE, words="La mer", **by)
    api.submit_post(**by)
    api.publish_post(acting=runner, slug=slug, read=True, now=now)
    return slug, picture


def _evening(runner: Acting, session: str, now: dt.datetime) -> tuple[str, str]:
    draft = api.EveningDraft({"fr": "Soirée inventée"}, now + dt.timedelta(days=9), "Paris")
    slug = api.plan_evening(acting=runner, session=session, draft=draft, now=now)
    api.move_evening(acting=runner, slug=slug, to=api.EveningState.OPEN, now=now)
    return slug, evenings.add_material(acting=runner, slug=slug, label="Affiche", data=pdf(), now=now)
