"""What a person has read, answered, coded; modules and exercises by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from vigie.kernel.api import PARIS, ActorId, Missing
from vigie.network.api import Acting, Permission, check, person_names

from ..loading import exercises, modules
from ..models import Attendance, Coding, ModuleReading, QuizAttempt
from ..rules.agreement import Agreement, compare_choices
from ..rules.certificates import Done, fresh_since
from ..rules.exercises import Exercise
from ..rules.modules import Module
from ..rules.states import SessionState


@dataclass(frozen=True, slots=True)
class ModuleCard:
    """A module, and how far one is: pages read, best quiz of a hundred (``None``: not tried), exercises coded."""

    module: Module
    read: frozenset[str]
    best: int | None
    passed: bool
    coded: frozenset[str]

    @property
    def pages_read(self) -> int:
        """Pages read of those that are still there."""
        return len(self.read & {page.key for page in self.module.pages})

    @property
    def finished(self) -> bool:
        """Say whether every page is read, the quiz passed, every exercise coded once."""
        read = self.pages_read == len(self.module.pages)
        return read and (self.passed or not self.module.questions) and set(self.module.exercises) <= self.coded


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who coded the same exercise, and how they agree: the second coding of a double coding."""

    first: str
    second: str
    agreement: Agreement


def module(slug: str) -> Module:
    """Return one module.

    Raises:
        Missing: there is none of this name.
    """
    for candidate in modules():
        if candidate.slug == slug:
            return candidate
    raise Missing("learning.no_module")


def modules_about(codes: Iterable[str]) -> list[Module]:
    """Return the modules that speak of one of these texts."""
    wanted = set(codes)
    return [m for m in modules() if wanted & {code for page in m.pages for code in page.norms}]


def testimony_module() -> Module:
    """Return the module on which the right to collect testimony rests."""
    return next(candidate for candidate in modules() if candidate.testimony)


def exercise(slug: str) -> Exercise:
    """Return one exercise.

    Raises:
        Missing: there is none of this name.
    """
    found = exercises().get(slug)
    if found is None:
        raise Missing("learning.no_exercise")
    return found


def module_cards(acting: Acting) -> list[ModuleCard]:
    """Return every module with how far one is, in three queries.

    Raises:
        Denied: may not see the trainings.
    """
    check(acting, Permission.SEE_LEARNING)
    read = {row.module: frozenset(row.pages) for row in ModuleReading.objects.filter(person=acting.actor)}
    best: dict[str, int] = {}
    for slug, percent in QuizAttempt.objects.filter(person=acting.actor).values_list("module", "percent"):
        best[slug] = max(percent, best.get(slug, 0))
    passed = set(QuizAttempt.objects.filter(person=acting.actor, passed=True).values_list("module", flat=True))
    coded = frozenset(Coding.objects.filter(person=acting.actor).values_list("exercise", flat=True))
    return [ModuleCard(m, read.get(m.slug, frozenset()), best.get(m.slug), m.slug in passed, coded) for m in modules()]


def module_card(acting: Acting, slug: str) -> ModuleCard:
    """Return one module with how far one is.

    Raises:
        Denied: may not see the trainings. Missing: there is none of this name.
    """
    wanted = module(slug)
    return next(card for card in module_cards(acting) if card.module is wanted)


def done_by(people: Iterable[ActorId], *, day: dt.date) -> dict[str, Done]:
    """Return what each person has of what the certificate asks, in three queries. What is too old does not count."""
    ids, wanted, since = list(people), testimony_module(), fresh_since(day)
    begins = dt.datetime.combine(since, dt.time.min, PARIS)
    came = Attendance.objects.filter(
        person__in=ids,
        present=True,
        session__module=wanted.slug,
        session__state=SessionState.HELD.value,
        session__starts__gte=begins,
    ).values_list("person_id", "session__starts")
    quizzes = QuizAttempt.objects.filter(person__in=ids, module=wanted.slug, passed=True, at__gte=begins)
    codings = Coding.objects.filter(
        person__in=ids, exercise__in=wanted.exercises, reached=True, first=True, at__gte=begins
    )
    session, quiz, agreement = (
        _last(rows) for rows in (came, quizzes.values_list("person_id", "at"), codings.values_list("person_id", "at"))
    )
    return {one: Done(session.get(one), quiz.get(one), agreement.get(one)) for one in ids}


def last_coding(acting: Acting, slug: str) -> Coding | None:
    """Return how one last coded an exercise."""
    check(acting, Permission.SEE_LEARNING)
    return Coding.objects.filter(person=acting.actor, exercise=slug).first()


def double_codings(acting: Acting, slug: str) -> list[Pair]:
    """Return every pair of one's association who coded an exercise, by their first coding; those who agree least first.

    Raises:
        Denied: may not run trainings. Missing: there is no such exercise.
    """
    check(acting, Permission.RUN_TRAINING)
    told = exercise(slug)
    rows = Coding.objects.filter(organisation=acting.organisation, exercise=slug, first=True).order_by("at")
    latest = {row.person_id: row.choices for row in rows}
    names = person_names(latest)
    pairs = [
        Pair(names.get(a, ""), names.get(b, ""), compare_choices(told.keys, latest[a], latest[b]))
        for a, b in combinations(latest, 2)
    ]
    return sorted(pairs, key=lambda pair: (pair.agreement.percent, pair.first, pair.second))


def _last(rows: Iterable[tuple[str, dt.datetime]]) -> dict[str, dt.date]:
    found: dict[str, dt.date] = {}
    for person, moment in rows:
        day = moment.astimezone(PARIS).date()
        found[person] = max(day, found.get(person, day))
    return found
