"""Trainings, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt

from tests.conftest import NOW
from tests.factories import network as people
from vigie.kernel.api import PARIS
from vigie.kernel.api import now as clock
from vigie.learning.api import (
    Attached,
    ResourceDraft,
    SessionDraft,
    SessionState,
    add_resource,
    add_to_sheet,
    answer_quiz,
    code_exercise,
    exercises,
    module,
    move_session,
    plan_session,
    sheet,
    sign_certificate,
    tick_sheet,
)
from vigie.learning.models import TrainingSession
from vigie.learning.queries.sessions import session
from vigie.network.api import Acting, Audience, CapabilityCode, Role

MODULE = "temoignage"
EXERCISE = "nuit-au-canal"
BEFORE = NOW - dt.timedelta(days=7)


def trainer(name: str = "alma", *, of: str = "lisiere") -> Acting:
    """Somebody who runs trainings and signs."""
    return people.acting(name, of=of, roles=[Role.COORDINATOR])


def learner(name: str = "odile", *, of: str = "lisiere", member: bool = True) -> Acting:
    """An observer, member of the association."""
    held = (CapabilityCode.MEMBER,) if member else ()
    return people.acts(people.member(name, of=of, roles=[Role.OBSERVER], capabilities=held), of=of)


def draft(**changes: object) -> SessionDraft:
    """A session on testimony, on a Saturday to come."""
    told: dict[str, object] = {
        "title": "Recueillir un témoignage",
        "starts": dt.datetime(2018, 1, 20, 9, tzinfo=PARIS),
        "ends": dt.datetime(2018, 1, 20, 17, tzinfo=PARIS),
        "place": "Calais, salle inventée",
        "trainers": "Alma",
        "module": MODULE,
        "audience": Audience.NETWORK,
    }
    return SessionDraft(**told | changes)  # type: ignore[arg-type]


def held(acting: Acting, *came: Acting, starts: dt.datetime = BEFORE) -> str:
    """A session that took place, with who came."""
    made = plan_session(acting=acting, draft=draft(starts=starts, ends=starts + dt.timedelta(hours=6)), now=starts)
    for who in came:
        add_to_sheet(acting=acting, session_id=made, person_id=who.actor, now=starts)
    present = [line.id for line in sheet(session(acting, made))]
    tick_sheet(acting=acting, session_id=made, present=present, now=starts + dt.timedelta(hours=6))
    return made


def right_answers(slug: str = MODULE) -> dict[str, list[str]]:
    """Every question answered right."""
    found = {}
    for question in module(slug).questions:
        ordered = question.kind.value == "order"
        found[question.key] = [a.key for a in question.answers if ordered or a.right]
    return found


def passes(acting: Acting, *, now: dt.datetime = NOW) -> None:
    """Somebody passes the quiz."""
    answer_quiz(acting=acting, slug=MODULE, given=right_answers(), now=now)


def codes(acting: Acting, *, wrong: int = 0, exercise: str = EXERCISE, now: dt.datetime = NOW) -> dict[str, str]:
    """Somebody codes an exercise like the reference but for some passages."""
    choices = dict(exercises()[exercise].reference)
    for key in list(choices)[:wrong]:
        choices[key] = "MER03"
    code_exercise(acting=acting, slug=exercise, choices=choices, now=now)
    return choices


def ready(acting: Acting, who: Acting, *, now: dt.datetime = NOW) -> None:
    """Somebody has all that the certificate asks."""
    held(acting, who, starts=now - dt.timedelta(days=7))
    passes(who, now=now)
    codes(who, now=now)


def certified(acting: Acting, who: Acting, *, now: dt.datetime = NOW) -> str:
    """Somebody is certified."""
    ready(acting, who, now=now)
    return sign_certificate(acting=acting, person_id=who.actor, now=now)


def resource(acting: Acting, **changes: object) -> str:
    """A decision explained, in French, for supporters."""
    told: dict[str, object] = {
        "kind": "analysis",
        "title": "L’accès à l’eau à Calais, expliqué",
        "summary": "Ce que le juge a demandé, inventé pour l’essai.",
        "readers": ("supporters",),
        "norms": ("CE-412125",),
        "url": "https://exemple.example/eau",
    }
    return add_resource(acting=acting, draft=ResourceDraft(**told | changes), now=NOW)  # type: ignore[arg-type]


def for_the_matrix(
    coordinator: Acting, person: Acting
) -> tuple[dict[str, tuple[object, ...]], dict[str, dict[str, object]]]:
    """One of each thing of the trainings, and what is posted to it: somebody certified, somebody to be."""
    now = clock()
    coming = plan_session(acting=coordinator, draft=coming_draft(), now=now)
    off = plan_session(acting=coordinator, draft=coming_draft(), now=now)
    move_session(acting=coordinator, session_id=off, to=SessionState.CANCELLED, now=now)
    ready(coordinator, person, now=now)
    signed = sign_certificate(acting=coordinator, person_id=person.actor, now=now)
    took = TrainingSession.objects.get(module=MODULE, state=SessionState.HELD.value).id
    entry = add_resource(
        acting=coordinator,
        draft=ResourceDraft("guide", "Guide inventé"),
        now=now,
        file=Attached(b"%PDF-1.7 invented", "guide.pdf"),
    )
    args: dict[str, tuple[object, ...]] = {
        "module": (MODULE,),
        "page of a module": (MODULE, "avant"),
        "exercise": (EXERCISE,),
        "session to come": (coming,),
        "session called off": (off,),
        "session that was held": (took,),
        "person to certify": (person.actor,),
        "certificate": (signed,),
        "entry of the library": (entry,),
    }
    return args, {"session to come": {"person": person.actor}}


def coming_draft() -> SessionDraft:
    """A session tomorrow, open to the network."""
    begins = clock() + dt.timedelta(days=1)
    return draft(starts=begins, ends=begins + dt.timedelta(hours=3), module="ecrire")
