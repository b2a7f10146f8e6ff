"""A mission in the field: an invented volunteer, four months in, with what is done, what is late, what waits to be read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from vigie.kernel.api import PARIS, FuzzyDate
from vigie.network.api import Acting
from vigie.programme.api import (
    ActionDraft,
    EveningDraft,
    EveningState,
    Handed,
    LineKind,
    MeetingDraft,
    MissionDraft,
    MissionState,
    Part,
    PartnerDraft,
    PhaseDraft,
    PhaseKind,
    PostDraft,
    SessionDraft,
    TalkDraft,
    TripDraft,
    VisitDraft,
    begin_post,
    call_meeting,
    create_mission,
    create_session,
    decide_report,
    list_hand_over,
    log_trip,
    log_visit,
    move_evening,
    move_mission,
    name_tutor,
    name_volunteer,
    note_attendance,
    pay_line,
    plan_allowances,
    plan_evening,
    plan_talk,
    publish_post,
    record_meeting,
    send_report,
    set_rules,
    share_experience,
    submit_post,
)

from .dossiers import Stage
from .network import DATA
from .papers import paper

Row = dict[str, Any]
PROGRAMME = "echanges-du-large"
VOLUNTEER, TUTOR, OPERATOR, SENDING = "observatrice", "coordination", "programme", "juriste"
BEGAN = 110
PAID = 4
PARTS = (
    ("Ce que j’ai fait", "What I did"),
    ("Ce que j’ai appris", "What I learnt"),
    ("Ce qui a été difficile", "What was difficult"),
    ("La suite", "What comes next"),
    ("Ce dont j’ai besoin des partenaires", "What I need from the partners"),
)


def load_mission_life(stage: Stage) -> None:
    """Live the first months of a mission through the product's own actions; run after the programme is loaded."""
    told: Row = yaml.safe_load((DATA / "missionlife.yaml").read_text(encoding="utf-8"))
    session, mission = _begin(stage, told)
    _talks(stage, told, session, mission)
    _reports(stage, told, mission)
    _money(stage, mission)
    _meetings(stage, told, mission)
    _field(stage, told, mission)
    _posts(stage, told, mission)
    _passing(stage, told, session, mission)


def _begin(stage: Stage, told: Row) -> tuple[str, str]:
    now, by = stage.at(BEGAN + 5), stage.acting(OPERATOR, BEGAN + 5)
    row = told["session"]
    parts = [{"fr": fr, "en": en} for fr, en in PARTS]
    set_rules(acting=by, programme=PROGRAMME, parts=parts, every_months=1, km_tenths=529, now=now)
    draft = SessionDraft(row["title"], row["stated_months"], row["initial_cents"], row["monthly_cents"], _phases(stage))
    session = create_session(acting=by, programme=PROGRAMME, draft=draft, now=now)
    houses = [PartnerDraft("juristes-du-detroit", Part.SENDING), PartnerDraft("demo", Part.HOST)]
    mission = create_mission(
        acting=by, session=session, draft=MissionDraft(partners=houses, country="France", **told["mission"]), now=now
    )
    who = stage.acting(VOLUNTEER, BEGAN + 5)
    name_volunteer(acting=by, slug=mission, organisation_id=who.organisation, person=who.actor, now=now)
    for username in (TUTOR, SENDING):
        tutor = stage.acting(username, BEGAN + 4)
        name_tutor(
            acting=by, slug=mission, organisation_id=tutor.organisation, person=tutor.actor, now=stage.at(BEGAN + 4)
        )
    move_mission(acting=by, slug=mission, to=MissionState.RUNNING, now=stage.at(BEGAN))
    return session, mission


def _phases(stage: Stage) -> list[PhaseDraft]:
    def span(kind: PhaseKind, first: int, last: int, place: str = "") -> PhaseDraft:
        return PhaseDraft(kind, FuzzyDate.day(stage.day(first)), FuzzyDate.day(stage.day(last)), place)

    return [
        span(PhaseKind.PREPARATION, BEGAN, 87, "Paris"),
        span(PhaseKind.FIELD, 86, -76, "Calaisis"),
        span(PhaseKind.CAPITALISATION, -77, -98, "Paris"),
    ]


def _talks(stage: Stage, told: Row, session: str, mission: str) -> None:
    by = stage.acting(OPERATOR, BEGAN)
    for row in told["talks"]:
        speaker = stage.acting(row["by"], BEGAN).actor if "by" in row else ""
        draft = TalkDraft(
            row["theme"],
            stage.day(row["days"]),
            starts=dt.time.fromisoformat(row["starts"]),
            place=row["place"],
            aims=row.get("aims", ""),
            organisation=row.get("of", ""),
            speaker=speaker,
            speaker_name=row.get("name", ""),
        )
        talk = plan_talk(acting=by, session=session, draft=draft, now=stage.at(BEGAN))
        came, after = {mission: True}, stage.at(row["days"] - 1)
        note_attendance(acting=by, session=session, talk_id=talk, came=came, now=after)


def _reports(stage: Stage, told: Row, mission: str) -> None:
    """The first is accepted; the second was due some weeks ago and is not sent."""
    who = stage.acting(VOLUNTEER, 58)
    send_report(acting=who, slug=mission, number=1, content=told["report"], base=0, now=stage.at(58))
    decide_report(acting=stage.acting(TUTOR, 55), slug=mission, number=1, accept=True, now=stage.at(55))


def _money(stage: Stage, mission: str) -> None:
    by, host = stage.acting(OPERATOR, BEGAN), stage.acting(TUTOR, BEGAN)
    shares: dict[LineKind, list[tuple[str, int | None]]] = {
        LineKind.INITIAL: [(str(by.organisation), None)],
        LineKind.MONTHLY: [(str(by.organisation), 30_000), (str(host.organisation), None)],
    }
    plan_allowances(acting=by, slug=mission, shares=shares, now=stage.at(BEGAN))
    words = {
        "kind": "Reçu",
        "title": "Reçu inventé",
        "from": "Passerelles du large",
        "words": ["Somme inventée, reçue."],
    }
    receipt = paper(words, day=stage.day(BEGAN))
    for number in range(1, PAID + 1):
        days = BEGAN if number < 3 else BEGAN - 30 * (number - 2) - 2
        pay_line(
            acting=by,
            slug=mission,
            number=number,
            on=stage.day(days),
            how="Virement",
            receipt=receipt if number < 3 else None,
            now=stage.at(days),
        )


def _meetings(stage: Stage, told: Row, mission: str) -> None:
    people = [stage.acting(name, 1).actor for name in (VOLUNTEER, TUTOR, SENDING, OPERATOR)]
    for row in told["meetings"]:
        at = dt.datetime.combine(stage.day(row["days"]), dt.time(14), PARIS)
        called = max(row["days"], 0) + 3
        by = stage.acting(TUTOR, called)
        draft = MeetingDraft(row["title"], at, 60, row["place"], row["agenda"], people)
        made = call_meeting(acting=by, slug=mission, draft=draft, now=stage.at(called))
        if "record" in row:
            todo = [ActionDraft(t, stage.acting(who, 1).actor, stage.day(days)) for t, who, days in row["actions"]]
            record_meeting(
                acting=by,
                slug=mission,
                meeting_id=made,
                record=row["record"],
                decisions=row["decisions"],
                actions=todo,
                base=0,
                now=stage.at(row["days"] - 1),
            )


def _field(stage: Stage, told: Row, mission: str) -> None:
    for row in told["visits"]:
        values = {name: row[name] for name in ("organisation", "place", "purpose", "notes", "needs")}
        draft = VisitDraft(stage.day(row["days"]), **values)
        log_visit(acting=_volunteer(stage, row), slug=mission, draft=draft, now=stage.at(row["days"] - 1))
    for row in told["trips"]:
        trip = TripDraft(
            stage.day(row["days"]),
            row["from"],
            row["to"],
            row["purpose"],
            row["km"],
            row["back"],
            row.get("other_cents", 0),
            row.get("other_words", ""),
        )
        log_trip(acting=_volunteer(stage, row), slug=mission, draft=trip, now=stage.at(row["days"] - 1))


def _volunteer(stage: Stage, row: Row) -> Acting:
    return stage.acting(VOLUNTEER, row["days"])


def _posts(stage: Stage, told: Row, mission: str) -> None:
    for days, row in zip((40, 9, 2), told["posts"], strict=True):
        by = stage.acting(VOLUNTEER, days)
        values = {name: row.get(name, "") for name in ("summary", "signed")}
        draft = PostDraft(row["title"], row["body"], themes=row.get("themes", ()), **values)
        slug = begin_post(acting=by, draft=draft, mission=mission, now=stage.at(days), invented=True)
        if row["state"] != "draft":
            submit_post(acting=by, slug=slug, now=stage.at(days))
        if row["state"] == "published":
            publish_post(acting=stage.acting(TUTOR, days - 1), slug=slug, read=True, now=stage.at(days - 1))


def _passing(stage: Stage, told: Row, session: str, mission: str) -> None:
    who, by = stage.acting(VOLUNTEER, 3), stage.acting(OPERATOR, 3)
    share_experience(acting=who, slug=mission, now=stage.at(3), **told["experience"])
    for kind, label, number in told["hand_over"]:
        list_hand_over(acting=who, slug=mission, kind=Handed(kind), label=label, number=number, now=stage.at(3))
    row = told["evening"]
    at = dt.datetime.combine(stage.day(-92), dt.time(18, 30), PARIS)
    draft = EveningDraft(row["title"], at, row["place"], row["words"], row["programme"], row["access"], 80)
    evening = plan_evening(acting=by, session=session, draft=draft, now=stage.at(3), invented=True)
    move_evening(acting=by, slug=evening, to=EveningState.OPEN, now=stage.at(3))
