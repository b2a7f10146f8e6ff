"""The trainings of the demonstration: a session gone by, one to come, a certificate; entries of the library; two weeks of outings."""

from __future__ import annotations

import datetime as dt

from vigie.facts.api import PlanDraft, PlanState, make_plan, move_plan, note_plan
from vigie.kernel.api import PARIS, Count, Qualifier
from vigie.learning.api import (
    ResourceDraft,
    SessionDraft,
    add_resource,
    add_to_sheet,
    answer_quiz,
    code_exercise,
    enrol,
    evaluate,
    exercises,
    module,
    plan_session,
    read_page,
    session,
    sheet,
    sign_certificate,
    testimony_module,
    tick_sheet,
    verify_resource,
)
from vigie.network.api import Acting, Audience

from .dossiers import Stage

ROUNDS = (
    (-6, "05:00", "09:00", "10:00", "calais", "MA, IS"),
    (-4, "05:00", "09:00", "10:00", "calais", "MA, OR"),
    (-2, "18:00", "21:00", "22:00", "calais", "IS, TR"),
    (1, "05:00", "09:00", "10:00", "calais", "MA, OR"),
    (3, "05:00", "09:00", "10:00", "marck", "IS, MA, TR"),
    (6, "18:00", "22:00", "23:00", "calais", "OR, IS"),
)
"""Days from the day of loading, hours, commune, initials: invented like the people they stand for."""


def hold_trainings(stage: Stage) -> None:
    """Train and certify one observer, plan what comes, fill a shelf, plan outings."""
    _train(stage)
    _shelve(stage)
    _go_out(stage)


def _train(stage: Stage) -> None:
    now = stage.now
    asked = testimony_module()
    begun = now - dt.timedelta(days=40)
    trainer, learner = (stage.cast.acting(name, begun.date()) for name in ("coordination", "observatrice"))
    others = [stage.cast.acting(name, begun.date()) for name in ("referente", "communication")]
    held = plan_session(
        acting=trainer, draft=_session(begun, asked.title.fr, asked.slug), now=begun - dt.timedelta(days=9)
    )
    for who in (learner, *others):
        add_to_sheet(acting=trainer, session_id=held, person_id=who.actor, now=begun)
    present = [line.id for line in sheet(session(trainer, held))]
    tick_sheet(acting=trainer, session_id=held, present=present, now=begun + dt.timedelta(hours=7))
    told = ("Plus de temps sur les mineur·es.", "", "Un deuxième exercice à deux.")
    for who, mark, missing in zip((learner, *others), (4, 3, 4), told, strict=True):
        evaluate(acting=who, session_id=held, useful=mark, ready=mark - 1, missing=missing, now=now)
    _study(learner, begun + dt.timedelta(days=1), wrong=1)
    _study(others[0], begun + dt.timedelta(days=2), wrong=3)
    sign_certificate(acting=trainer, person_id=learner.actor, now=begun + dt.timedelta(days=3))
    coming = now + dt.timedelta(days=9)
    to_come = plan_session(
        acting=trainer, draft=_session(coming, "Observer une expulsion", "observer-expulsion"), now=now
    )
    enrol(acting=stage.cast.acting("littoral", now.date()), session_id=to_come, now=now)


def _session(day: dt.datetime, title: str, slug: str) -> SessionDraft:
    starts = day.astimezone(PARIS).replace(hour=9, minute=30, second=0, microsecond=0)
    return SessionDraft(
        title=title,
        starts=starts,
        ends=starts + dt.timedelta(hours=7),
        place="Calais, salle de la Lampe tempête",
        trainers="Ismaël, avec Inès pour le droit",
        module=slug,
        theme="bénévoles arrivé·es depuis septembre",
        materials="Cahier d’exercices\nListe des adresses utiles",
        seats=12,
        audience=Audience.NETWORK,
    )


def _study(who: Acting, now: dt.datetime, *, wrong: int) -> None:
    asked = testimony_module()
    for page in asked.pages:
        read_page(acting=who, slug=asked.slug, page=page.key, now=now)
    given = {
        question.key: [a.key for a in question.answers if a.right or question.kind.value == "order"]
        for question in module(asked.slug).questions
    }
    answer_quiz(acting=who, slug=asked.slug, given=given, now=now)
    slug = asked.exercises[0]
    choices = dict(exercises()[slug].reference)
    for key in list(choices)[1 : 1 + wrong]:
        choices[key] = "EXP04"
    code_exercise(acting=who, slug=slug, choices=choices, now=now)


def _shelve(stage: Stage) -> None:
    now, juriste = stage.now, stage.cast.acting("juriste", stage.now.date())
    guide = ResourceDraft(
        "guide",
        "Ce que dit une attestation de témoin (fiche inventée)",
        summary="Deux pages pour préparer une attestation avec la personne, et ce qu’il ne faut pas écrire à sa place.",
        readers=("supporters", "social"),
        norms=("CPC-202", "CP-441-7"),
        edition="2e version",
        edition_on=(now - dt.timedelta(days=60)).date(),
    )
    checked = add_resource(acting=juriste, draft=guide, now=now - dt.timedelta(days=50))
    verify_resource(acting=juriste, resource_id=checked, verified=True, now=now - dt.timedelta(days=50))
    water = ResourceDraft(
        "analysis",
        "L’eau sur les lieux de vie : quatre décisions expliquées (fiche inventée)",
        summary="Ce que les juges ont demandé, dans quel ordre, et ce qui a été fait ensuite.",
        readers=("lawyers",),
        norms=("CE-394540", "CE-412125"),
    )
    stale = add_resource(acting=juriste, draft=water, now=now - dt.timedelta(days=430))
    verify_resource(acting=juriste, resource_id=stale, verified=True, now=now - dt.timedelta(days=420))
    rights = ResourceDraft(
        "guide", "Vos droits pendant un contrôle (fiche inventée)", language="ar", readers=("exiled",)
    )
    add_resource(acting=juriste, draft=rights, now=now)


def _go_out(stage: Stage) -> None:
    """Past outings were planned the day before, and their teams came back; the last one is not in the rounds yet."""
    for days, begins, ends, back, place, initials in ROUNDS:
        day = stage.now.astimezone(PARIS).date() + dt.timedelta(days=days)
        said = dt.datetime.combine(day, dt.time(4), PARIS) if days < 0 else stage.now
        who = stage.cast.acting("coordination", said.date())
        draft = PlanDraft(
            day,
            dt.time.fromisoformat(begins),
            dt.time.fromisoformat(ends),
            dt.time.fromisoformat(back),
            place,
            initials,
        )
        made = make_plan(acting=who, draft=draft, now=said)
        if days < 0:
            home = dt.datetime.combine(day, dt.time.fromisoformat(back), PARIS)
            move_plan(acting=who, plan_id=made, to=PlanState.BACK, now=home)
            if days < -2:
                seen = Count(1, Qualifier.EXACT)
                note_plan(acting=who, plan_id=made, seen=seen, now=home)
