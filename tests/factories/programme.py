"""Programmes, missions, calls and candidates, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field, replace

from pypdf import PdfWriter

from tests.conftest import NOW
from tests.factories import network as people
from vigie.kernel.api import FuzzyDate
from vigie.network.api import Acting, Role
from vigie.programme import api
from vigie.programme.actions.applying import Answers
from vigie.programme.models import Application, Call, Mission, Session
from vigie.programme.people import Candidate
from vigie.programme.rules.kinds import AgeBand, Asks, CriterionKind, FileKind, Part, PhaseKind
from vigie.programme.rules.spam import Held
from vigie.programme.rules.states import ApplicationState, CallState

DEADLINE = dt.date(2018, 3, 15)
OPERATOR, SENDING, HOST = "passerelle", "juristes-inventes", "lisiere"
EMAIL = "camille@exemple.example"


def day(text: str) -> FuzzyDate:
    return FuzzyDate.day(dt.date.fromisoformat(text))


PHASES = (
    api.PhaseDraft(PhaseKind.PREPARATION, day("2018-10-22"), day("2018-11-15"), "Paris"),
    api.PhaseDraft(PhaseKind.FIELD, FuzzyDate.month(2018, 11), FuzzyDate.month(2019, 4)),
    api.PhaseDraft(PhaseKind.CAPITALISATION, FuzzyDate.month(2019, 5), FuzzyDate.month(2019, 5), "Paris"),
)


@dataclass
class Partners:
    """The three partners: whoever runs the programme, whoever coordinates at the sending and at the host organisation."""

    operator: Acting
    sending: Acting
    host: Acting
    programme: str = ""
    session: str = ""
    mission: str = ""
    call: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def row(self) -> Call:
        return Call.objects.get(slug=self.call)

    def mission_row(self) -> Mission:
        return Mission.objects.get(slug=self.mission)

    def session_row(self) -> Session:
        return Session.objects.get(slug=self.session)


def partners() -> Partners:
    """A programme with one session and one mission, nothing published."""
    made = Partners(
        people.acting("prune", of=OPERATOR, roles=[Role.PROGRAMME, Role.COORDINATOR]),
        people.acting("selma", of=SENDING, roles=[Role.COORDINATOR]),
        people.acting("hugo", of=HOST, roles=[Role.COORDINATOR]),
    )
    by = {"acting": made.operator, "now": NOW}
    made.programme = api.create_programme(draft=api.ProgrammeDraft({"fr": "Échanges inventés", "en": "Invented"}), **by)
    made.session = api.create_session(
        programme=made.programme,
        draft=api.SessionDraft({"fr": "Session 2018", "en": "2018 session"}, 7, 74400, 50000, PHASES),
        **by,
    )
    made.mission = api.create_mission(session=made.session, draft=mission_draft(), **by)
    return made


def mission_draft(title: str = "Observer les droits", **changes: object) -> api.MissionDraft:
    draft = api.MissionDraft(
        {"fr": title, "en": "Observe rights"},
        [api.PartnerDraft(SENDING, Part.SENDING), api.PartnerDraft(HOST, Part.HOST)],
        country="France",
        area="Littoral Nord",
        tasks=[{"fr": "Rencontrer les associations", "en": "Meet the associations"}],
        themes=["migrations"],
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def call_draft(made: Partners, **changes: object) -> api.CallDraft:
    draft = api.CallDraft(
        title={"fr": "Observatoire inventé", "en": "Invented observatory"},
        kind={"fr": "Appel à volontaires", "en": "Call for volunteers"},
        country="France",
        area="Littoral Nord",
        deadline=FuzzyDate.day(DEADLINE),
        positions=1,
        contact="appel@passerelle.example",
        civic_service=True,
        driving=True,
        languages_required=["fr", "en"],
        languages_asset=["ar", "ti"],
        missions=[made.mission],
        sections=[
            ({"fr": "Contexte", "en": "Context"}, {"fr": "Une côte.\n\nDes vents.", "en": "A coast."}),
            ({"fr": "Résumé"}, {}),
        ],
        partners=[
            api.CallPartnerDraft(SENDING, Part.SENDING, {"fr": "Des juristes.", "en": "Lawyers."}),
            api.CallPartnerDraft(HOST, Part.HOST),
        ],
        links=[({"fr": "Le site", "en": "The site"}, "https://passerelle.example/appel")],
        criteria=[
            api.CriterionDraft(CriterionKind.REQUIRED, {"fr": "Forte motivation", "en": "Strong motivation"}),
            api.CriterionDraft(
                CriterionKind.REQUIRED, {"fr": "Permis B et véhicule", "en": "Licence and car"}, Asks.DRIVING
            ),
            api.CriterionDraft(CriterionKind.ASSET, {"fr": "Une langue de l’exil"}, Asks.EXILE_LANGUAGES),
        ],
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def published(**changes: object) -> Partners:
    """A published call with a jury of one person per partner."""
    made = partners()
    by = {"acting": made.operator, "now": NOW}
    made.call = api.create_call(session=made.session, draft=call_draft(made, **changes), **by)
    for who in (made.operator, made.sending, made.host):
        api.name_juror(slug=made.call, person=who.actor, organisation_id=who.organisation, **by)
    api.move_call(slug=made.call, to=CallState.PUBLISHED, **by)
    return made


def candidate(**changes: object) -> Candidate:
    """Someone who applies."""
    values = {
        "first_name": "Camille",
        "last_name": "Inventée",
        "email": EMAIL,
        "phone": "06 00 00 00 00",
        "served": False,
        "licence": True,
        "car": True,
        "languages": {"fr": "native", "en": "working", "ar": "basic"},
    }
    return Candidate(**{**values, **changes})  # type: ignore[arg-type]


def pdf(pages: int = 1, text: str = "") -> bytes:
    """A PDF of blank pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if text:
        writer.add_metadata({"/Title": text})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def draft(made: Partners, *, held: Held = Held.NONE, age: str = AgeBand.UNDER_26, **changes: object) -> api.Begun:
    """An application being written."""
    answers = Answers(candidate(**changes), age_band=age)
    return api.begin(slug=made.call, answers=answers, language="fr", held=held, now=NOW)


def applied(made: Partners, *, files: bool = True, now: dt.datetime = NOW, **changes: object) -> Application:
    """An application that was sent, complete unless without its files."""
    begun = draft(made, **changes)  # type: ignore[arg-type]
    if files:
        api.add_file(application_id=begun.id, kind=FileKind.CV, data=pdf(), now=now)
        api.add_file(application_id=begun.id, kind=FileKind.LETTER, data=pdf(2), now=now)
    return api.send(application_id=begun.id, now=now)


def read_by(made: Partners, application: Application, *who: Acting, mark: str = "2") -> None:
    """Readings handed in, by the sending and the host unless told otherwise."""
    marks = {c.id: mark for c in application.call.criteria.all()}
    for reader in who or (made.sending, made.host):
        api.read(
            acting=reader,
            application_id=application.id,
            marks=marks,
            advice="yes",
            words="Solide.",
            hand_in=True,
            now=NOW,
        )


def selected(made: Partners, **changes: object) -> Application:
    """A candidate two partners chose."""
    row = applied(made, **changes)  # type: ignore[arg-type]
    read_by(made, row)
    api.propose(
        acting=made.sending, application_id=row.id, outcome=ApplicationState.SELECTED, reason="Très bien.", now=NOW
    )
    api.agree(acting=made.host, application_id=row.id, agreed=True, now=NOW)
    row.refresh_from_db()
    return row
