"""The exchange programme: the call of 2017 as closed history, then an invented session with five invented candidates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from vigie.kernel.api import PARIS, FuzzyDate
from vigie.network.api import Acting, acting_system
from vigie.programme.api import (
    Answers,
    ApplicationState,
    Asks,
    CallDraft,
    CallPartnerDraft,
    CallState,
    Candidate,
    CriterionDraft,
    CriterionKind,
    FileKind,
    Held,
    MissionDraft,
    MissionState,
    Part,
    PartnerDraft,
    PhaseDraft,
    PhaseKind,
    ProgrammeDraft,
    RuleDraft,
    SessionDraft,
    Unit,
    add_file,
    begin,
    create_call,
    create_mission,
    create_programme,
    create_session,
    criteria_of,
    invite_to_interview,
    mission_ids,
    move_call,
    move_mission,
    name_juror,
    offer_slots,
    plan_mission,
    propose,
    read,
    send,
    write_sheet,
)

from .dossiers import Stage
from .network import DATA
from .papers import paper

Row = dict[str, Any]
READERS = ("juriste", "coordination")
DEADLINE_DAYS = 12


def load_programme(stage: Stage) -> None:
    """Enter both sessions through the product's own actions."""
    told: Row = yaml.safe_load((DATA / "programme.yaml").read_text(encoding="utf-8"))
    _history(told)
    _present(stage, told)


def _at(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 10, tzinfo=PARIS)


def _history(told: Row) -> None:
    """Enter the call of 2017, run its mission to its end, archive it."""
    now = _at(2017, 9, 1)
    by = acting_system(organisation="ep", day=now.date())
    programme = create_programme(acting=by, draft=_programme(told["programme_2017"]), now=now)
    row = told["session_2017"]
    session = create_session(acting=by, programme=programme, draft=_session(row, _dated(row["phases"])), now=now)
    mission = told["mission_2017"]
    made = create_mission(acting=by, session=session, draft=_mission(mission, invented=False), now=now)
    draft = _call(told["call_2017"], missions=[made])
    call = create_call(acting=by, session=session, draft=draft, now=now, imported=True)
    move_call(acting=by, slug=call, to=CallState.PUBLISHED, now=now)
    for to, when in ((MissionState.RUNNING, _at(2017, 10, 23)), (MissionState.ENDED, _at(2018, 5, 31))):
        move_mission(acting=by, slug=made, to=to, now=when)
    for after in (CallState.CLOSED, CallState.ARCHIVED):
        move_call(acting=by, slug=call, to=after, now=_at(2018, 5, 31))


def _programme(row: Row) -> ProgrammeDraft:
    rules = [
        RuleDraft(
            PhaseKind(r["kind"]),
            r["least"],
            r["most"],
            Unit(r["unit"]),
            r.get("only_from_months"),
            r.get("place", ""),
            r.get("aims", ()),
        )
        for r in row.get("rules", ())
    ]
    return ProgrammeDraft(row["name"], row["method"], row["objectives"], row["themes"], row.get("blog", {}), rules)


def _session(row: Row, phases: list[PhaseDraft]) -> SessionDraft:
    return SessionDraft(row["title"], row["stated_months"], row["initial_cents"], row["monthly_cents"], phases)


def _dated(rows: list[Row]) -> list[PhaseDraft]:
    return [PhaseDraft(PhaseKind(r["kind"]), _date(r["start"]), _date(r["end"]), r.get("place", "")) for r in rows]


def _date(text: str) -> FuzzyDate:
    """Read a day, "2017-10-23", or a month, "2017-11"."""
    if len(text) == len("2017-11"):
        year, month = text.split("-")
        return FuzzyDate.month(int(year), int(month))
    return FuzzyDate.day(dt.date.fromisoformat(text))


def _mission(row: Row, *, invented: bool) -> MissionDraft:
    partners = [PartnerDraft(p["organisation"], Part(p["part"]), p.get("promises", ())) for p in row["partners"]]
    return MissionDraft(
        title=row["title"],
        partners=partners,
        country=row.get("country", "France"),
        area=row["area"],
        objective=row.get("objective", {}),
        tasks=row["tasks"],
        themes=row.get("themes", ()),
        objectives=row.get("objectives", ()),
        invented=invented,
    )


def _call(row: Row, **more: Any) -> CallDraft:
    kinds = ((CriterionKind.REQUIRED, "required"), (CriterionKind.ASSET, "assets"))
    return CallDraft(
        title=row["title"],
        kind=row["kind"],
        summary=row["summary"],
        status_words=row["status_words"],
        country=row.get("country", "France"),
        area=row.get("area", ""),
        positions=row.get("positions"),
        contact=row.get("contact", ""),
        civic_service=True,
        driving=True,
        languages_required=row.get("languages_required", ("fr", "en")),
        languages_asset=row.get("languages_asset", ("ar", "fa", "ps", "ti")),
        sections=more.pop("sections", None) or [(s["title"], s["body"]) for s in row["sections"]],
        partners=more.pop("partners", None)
        or [CallPartnerDraft(p["organisation"], Part(p["part"]), p["words"]) for p in row["partners"]],
        links=[({c: link[c] for c in ("fr", "en") if c in link}, link["url"]) for link in row.get("links", ())],
        criteria=[
            CriterionDraft(kind, {c: r[c] for c in ("fr", "en")}, Asks(r.get("asks", "")))
            for kind, name in kinds
            for r in row[name]
        ],
        **more,
    )


def _present(stage: Stage, told: Row) -> None:
    """Make the invented session of this year: a call open today, two missions, five candidates, one of them decided."""
    begun = stage.at(40)
    by = stage.acting("programme", 40)
    programme = create_programme(acting=by, draft=_programme(told["programme_now"]), now=begun)
    day = stage.day(0)
    session = create_session(
        acting=by, programme=programme, draft=_session(told["session_now"], _coming(day)), now=begun
    )
    missions = []
    for row in told["missions_now"]:
        partners = [
            {"organisation": "juristes-du-detroit", "part": "sending"},
            {"organisation": row["host"], "part": "host"},
        ]
        draft = _mission({**row, "partners": partners, "objectives": ["O1"]}, invented=True)
        missions.append(create_mission(acting=by, session=session, draft=draft, now=begun))
    plan_mission(acting=by, slug=missions[1], phases=_coming(day, short=True), now=begun)
    write_sheet(
        acting=by,
        slug=missions[0],
        base=0,
        content={
            "objective": "Tenir l’observation avec les associations de la côte.",
            "support": "Un point par semaine avec l’accueil, un par mois à trois.",
        },
        note="Première proposition",
        now=begun,
    )
    call = _open_call(stage, by, told["call_now"], session, missions)
    _candidates(stage, told, call, missions)


def _coming(day: dt.date, *, short: bool = False) -> list[PhaseDraft]:
    """Return phases that begin in four months; a short preparation leaves the programme's rule, to show the alert."""
    first = (day.replace(day=1) + dt.timedelta(days=124)).replace(day=5)
    months = [(first.replace(day=1) + dt.timedelta(days=31 * n)).replace(day=1) for n in range(8)]
    field = (FuzzyDate.month(months[1].year, months[1].month), FuzzyDate.month(months[5].year, months[5].month))
    after = FuzzyDate.month(months[6].year, months[6].month)
    length = dt.timedelta(days=9 if short else 23)
    return [
        PhaseDraft(PhaseKind.PREPARATION, FuzzyDate.day(first), FuzzyDate.day(first + length), "Paris"),
        PhaseDraft(PhaseKind.FIELD, *field),
        PhaseDraft(PhaseKind.CAPITALISATION, after, after, "Paris"),
    ]


def _open_call(stage: Stage, by: Acting, row: Row, session: str, missions: list[str]) -> str:
    now = stage.at(30)
    houses = (
        ("passerelles", "operator"),
        ("juristes-du-detroit", "sending"),
        ("demo", "host"),
        ("estran-sante", "host"),
    )
    draft = _call(
        row,
        missions=missions,
        deadline=FuzzyDate.day(stage.day(0) + dt.timedelta(days=DEADLINE_DAYS)),
        sections=[({"fr": "Le contexte", "en": "Context"}, row["context"])],
        partners=[CallPartnerDraft(house, Part(part)) for house, part in houses],
    )
    call = create_call(acting=by, session=session, draft=draft, now=now)
    for username in ("programme", *READERS):
        who = stage.acting(username, 30)
        name_juror(acting=by, slug=call, person=who.actor, organisation_id=who.organisation, now=now)
    move_call(acting=by, slug=call, to=CallState.PUBLISHED, now=now)
    return call


def _candidates(stage: Stage, told: Row, call: str, missions: list[str]) -> None:
    cv = paper(
        {
            "kind": "CV",
            "title": "Curriculum inventé",
            "from": "Une personne inventée",
            "words": ["Études de droit, un été en cuisine collective."],
        },
        day=stage.day(30),
    )
    ids = mission_ids(missions)
    criteria = criteria_of(call)
    for row in told["candidates"]:
        made = _apply(stage, row, call, ids[row["mission"]], told["letter"], cv)
        for username, mark in zip(READERS, row.get("read", ()), strict=False):
            _read(stage, username, made, criteria, mark)
        _decide(stage, row["stage"], made, call)


def _apply(stage: Stage, row: Row, call: str, mission: str, letter: str, cv: bytes) -> str:
    now = stage.at(row["days"])
    incomplete = row["stage"] == "incomplete"
    candidate = Candidate(
        first_name=row["first"],
        last_name=row["last"],
        email=f"{row['first'].lower().replace('ï', 'i').replace('é', 'e')}@exemple.example",
        served=row["served"],
        licence=row["licence"],
        car=row["car"],
        languages=row["languages"],
        letter="" if incomplete else letter,
    )
    held = Held.TRAP if row["stage"] == "held" else Held.NONE
    answers = Answers(candidate, row["age"], mission)
    begun = begin(slug=call, answers=answers, language="fr", held=held, now=now)
    if not incomplete:
        add_file(application_id=begun.id, kind=FileKind.CV, data=cv, now=now)
    send(application_id=begun.id, now=now)
    return begun.id


def _read(stage: Stage, username: str, application: str, criteria: list[str], mark: int) -> None:
    read(
        acting=stage.acting(username, 2),
        application_id=application,
        marks={criterion: str(mark if n % 3 else max(mark - 1, 0)) for n, criterion in enumerate(criteria)},
        advice="yes" if mark > 2 else "maybe",
        words="Lettre claire, expérience à creuser en entretien. (Avis inventé.)",
        hand_in=True,
        now=stage.at(2),
    )


def _decide(stage: Stage, step: str, application: str, call: str) -> None:
    first = stage.acting(READERS[0], 1)
    if step == "decided":
        propose(acting=first, application_id=application, outcome=ApplicationState.SELECTED, now=stage.at(1))
    if step == "interview":
        invite_to_interview(acting=first, application_ids=[application], now=stage.at(1))
        later = [stage.now + dt.timedelta(days=days) for days in (3, 4)]
        starts = [moment.astimezone(PARIS).replace(hour=14, minute=0, second=0, microsecond=0) for moment in later]
        offer_slots(acting=first, slug=call, starts=starts, minutes=45, place="En visioconférence", now=stage.at(1))
