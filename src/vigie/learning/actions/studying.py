"""Read a page, answer a quiz, code an exercise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vigie.facts.api import families
from vigie.journal.api import record
from vigie.kernel.api import Invalid, Missing, atomic
from vigie.network.api import Acting, Permission, check

from ..models import Coding, ModuleReading, QuizAttempt
from ..queries.studies import exercise, module
from ..rules.agreement import NOTHING, Agreement, compare_choices
from ..rules.modules import Score, score

FORGOTTEN = dt.timedelta(days=180)
"""After this long without the reference coding before one's eyes, a coding counts as a first one again."""


@dataclass(frozen=True, slots=True)
class Coded:
    """How a coding agrees with the reference; ``first``: it counts for the certificate."""

    agreement: Agreement
    first: bool


def read_page(*, acting: Acting, slug: str, page: str, now: dt.datetime) -> None:
    """Remember that one has read a page.

    Raises:
        Denied: may not see the trainings. Missing: no such module or page.
    """
    check(acting, Permission.SEE_LEARNING)
    if module(slug).page(page) is None:
        raise Missing("learning.no_page")
    with atomic():
        row, _new = ModuleReading.objects.select_for_update().get_or_create(
            person_id=acting.actor, module=slug, defaults={"updated_at": now}
        )
        if page not in row.pages:
            row.pages = [*row.pages, page]
            row.updated_at = now
            row.save(update_fields=["pages", "updated_at"])
            record(acting=acting, verb="learning.page_read", kind="module", object_id=slug, now=now)


def answer_quiz(*, acting: Acting, slug: str, given: Mapping[str, Sequence[str]], now: dt.datetime) -> Score:
    """Mark a quiz, remember its score and return it. What was answered is not kept.

    Raises:
        Denied: may not see the trainings. Missing: no such module, or it asks nothing.
    """
    check(acting, Permission.SEE_LEARNING)
    asked = module(slug)
    if not asked.questions:
        raise Missing("learning.no_quiz")
    found = score(asked, given)
    with atomic():
        row = QuizAttempt.objects.create(
            person_id=acting.actor,
            module=slug,
            version=asked.version,
            percent=found.percent,
            passed=found.passed,
            at=now,
        )
        record(acting=acting, verb="learning.quiz_answered", kind="quiz", object_id=row.id, now=now)
    return found


def code_exercise(*, acting: Acting, slug: str, choices: Mapping[str, str], now: dt.datetime) -> Coded:
    """Keep a coding and return how it agrees with the reference. Every passage is coded, with an act or with none.

    Raises:
        Denied: may not see the trainings. Missing: no such exercise.
        Invalid: ``learning.not_all_coded``; ``learning.no_act``, a code that is not in the vocabulary.
    """
    check(acting, Permission.SEE_LEARNING)
    told = exercise(slug)
    kept = {key: choices.get(key, "") for key in told.keys}
    left = sum(not code for code in kept.values())
    if left:
        raise Invalid("learning.not_all_coded", left=left)
    known = {act.code for family in families() for act in family.acts} | {NOTHING}
    for key, code in kept.items():
        if code not in known:
            raise Invalid("learning.no_act", field=key, value=code[:20])
    agreement = compare_choices(told.keys, kept, told.reference)
    with atomic():
        seen = Coding.objects.filter(person=acting.actor, exercise=slug, at__gt=now - FORGOTTEN).exists()
        row = Coding.objects.create(
            person_id=acting.actor,
            organisation_id=acting.organisation,
            exercise=slug,
            choices=kept,
            percent=agreement.percent,
            reached=agreement.reached,
            first=not seen,
            at=now,
        )
        record(acting=acting, verb="learning.exercise_coded", kind="coding", object_id=row.id, now=now)
    return Coded(agreement, first=not seen)
