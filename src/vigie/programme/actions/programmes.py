"""Programmes and sessions: make one, change it, plan its phases, copy last year's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vigie.journal.api import record
from vigie.kernel.api import FuzzyDate, Invalid, Precision, atomic, world
from vigie.network.api import Acting, Permission, check

from ..models import Phase, PhaseRule, Programme, Session, SessionPhase
from ..queries.access import programme_of, session_of
from ..rules.kinds import PhaseKind, Unit
from ..rules.texts import both, free_slug


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """How long a phase lasts in a programme, where, to what ends."""

    kind: PhaseKind
    least: int
    most: int
    unit: Unit
    only_from_months: int | None = None
    place: str = ""
    aims: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    """A programme. ``name`` and ``method`` in French and English; ``objectives``: ``{"id", "fr", "en"}``."""

    name: Mapping[str, str]
    method: Mapping[str, str] = field(default_factory=dict)
    objectives: Sequence[Mapping[str, str]] = ()
    themes: Sequence[str] = ()
    blog: Mapping[str, str] = field(default_factory=dict)
    rules: Sequence[RuleDraft] = ()


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """A phase: when it begins and ends, each to the day or the month."""

    kind: PhaseKind
    start: FuzzyDate
    end: FuzzyDate
    place: str = ""


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session: its title, its stated length in months, its amounts in cents."""

    title: Mapping[str, str]
    stated_months: int | None = None
    initial_cents: int | None = None
    monthly_cents: int | None = None
    phases: Sequence[PhaseDraft] = ()


RULES_OF_THE_FOUNDING_CALL = (
    RuleDraft(PhaseKind.PREPARATION, 3, 4, Unit.WEEKS, place="Paris"),
    RuleDraft(PhaseKind.FIELD, 5, 12, Unit.MONTHS),
    RuleDraft(PhaseKind.MIDWAY, 1, 3, Unit.WEEKS, only_from_months=12, place="Paris"),
    RuleDraft(PhaseKind.CAPITALISATION, 3, 3, Unit.WEEKS, place="Paris"),
)
"""What a new programme begins with: lines 43, 50 and 59 of the founding call."""


def create_programme(*, acting: Acting, draft: ProgrammeDraft, now: dt.datetime) -> str:
    """Make a programme of the organisation acted for and return its slug.

    Raises:
        Denied: may not run programmes.
        Invalid: ``programme.name_needed``, ``programme.rule_wrong``.
    """
    check(acting, Permission.RUN_PROGRAMME)
    name = named(draft.name)
    with atomic():
        row = Programme.objects.create(
            operator_id=acting.organisation,
            slug=free_slug(name.get("fr") or name["en"], _taken(Programme)),
            name=name,
            created_by=acting.actor,
            created_at=now,
            invented=world().invented,
        )
        _write_programme(row, draft)
        _note(acting, "programme.programme_created", "programme", row.id, now)
    return row.slug


def change_programme(*, acting: Acting, slug: str, draft: ProgrammeDraft, now: dt.datetime) -> None:
    """Change what a programme says of itself, and its rules.

    Raises:
        Missing: ``programme.no_programme``. Denied: may not run it.
        Invalid: ``programme.name_needed``, ``programme.rule_wrong``.
    """
    row = programme_of(acting, slug, run=True)
    name = named(draft.name)
    with atomic():
        row.name = name
        _write_programme(row, draft)
        _note(acting, "programme.programme_changed", "programme", row.id, now)


def _write_programme(row: Programme, draft: ProgrammeDraft) -> None:
    row.method = both(**dict(draft.method))
    row.objectives = [dict(o) for o in draft.objectives]
    row.themes = [theme.strip()[:60] for theme in draft.themes if theme.strip()]
    row.blog = dict(draft.blog)
    row.save()
    row.phase_rules.all().delete()
    for rule in draft.rules or RULES_OF_THE_FOUNDING_CALL:
        if not 0 < rule.least <= rule.most <= 60:
            raise Invalid("programme.rule_wrong", field=f"{rule.kind.value}_most")
        PhaseRule.objects.create(
            programme=row,
            kind=rule.kind.value,
            least=rule.least,
            most=rule.most,
            unit=rule.unit.value,
            only_from_months=rule.only_from_months,
            place=rule.place[:120],
            aims=[dict(aim) for aim in rule.aims],
        )


def create_session(*, acting: Acting, programme: str, draft: SessionDraft, now: dt.datetime) -> str:
    """Make a session of a programme and return its slug.

    Raises:
        Missing: ``programme.no_programme``. Denied: may not run it.
        Invalid: ``programme.name_needed``, ``programme.phase_backwards``, ``programme.amount_wrong``.
    """
    parent = programme_of(acting, programme, run=True)
    title = named(draft.title)
    with atomic():
        row = Session.objects.create(
            programme=parent,
            slug=free_slug(title.get("fr") or title["en"], _taken(Session)),
            title=title,
            created_by=acting.actor,
            created_at=now,
            invented=world().invented,
        )
        _write_session(row, draft)
        _note(acting, "programme.session_created", "session", row.id, now)
    return row.slug


def change_session(*, acting: Acting, slug: str, draft: SessionDraft, now: dt.datetime) -> None:
    """Change a session and its phases. Missions that were made keep theirs.

    Raises:
        Missing: ``programme.no_session``. Denied: may not run it.
        Invalid: as ``create_session``.
    """
    row = session_of(acting, slug, run=True)
    title = named(draft.title)
    with atomic():
        row.title = title
        _write_session(row, draft)
        _note(acting, "programme.session_changed", "session", row.id, now)


def _write_session(row: Session, draft: SessionDraft) -> None:
    for cents in (draft.initial_cents, draft.monthly_cents):
        if cents is not None and not 0 <= cents <= 100_000_00:
            raise Invalid("programme.amount_wrong", field="monthly")
    row.stated_months = draft.stated_months
    row.initial_cents, row.monthly_cents = draft.initial_cents, draft.monthly_cents
    row.save()
    row.phases.all().delete()
    SessionPhase.objects.bulk_create(SessionPhase(session=row, **phase) for phase in phase_columns(draft.phases))


def copy_session(*, acting: Acting, slug: str, title: Mapping[str, str], years: int, now: dt.datetime) -> str:
    """Make the next session from one that was: its amounts, its length, its phases some years later. Return its slug.

    Raises:
        Missing: ``programme.no_session``. Denied: may not run it. Invalid: ``programme.name_needed``.
    """
    old = session_of(acting, slug, run=True)
    phases = [
        PhaseDraft(PhaseKind(p.kind), later(p.start, years), later(p.end, years), p.place) for p in old.phases.all()
    ]
    draft = SessionDraft(title, old.stated_months, old.initial_cents, old.monthly_cents, phases)
    with atomic():
        made = create_session(acting=acting, programme=old.programme.slug, draft=draft, now=now)
        Session.objects.filter(slug=made).update(copied_from=old)
    return made


def later(date: FuzzyDate, years: int) -> FuzzyDate:
    """Return a date some years later, as finely known; 29 February becomes the 28th."""
    if date.precision is Precision.MONTH:
        return FuzzyDate.month(date.start.year + years, date.start.month)
    day = date.start
    try:
        return FuzzyDate.day(day.replace(year=day.year + years))
    except ValueError:
        return FuzzyDate.day(day.replace(year=day.year + years, day=28))


def phase_columns(drafts: Iterable[PhaseDraft]) -> list[dict[str, Any]]:
    """Return the columns of phases, in their order.

    Raises:
        Invalid: ``programme.phase_backwards``, one ends before it starts; ``programme.phase_vague``, known less than to the month.
    """
    found = []
    for draft in drafts:
        if draft.end.end < draft.start.start:
            raise Invalid("programme.phase_backwards", field=draft.kind.value)
        for date in (draft.start, draft.end):
            if date.precision not in {Precision.DAY, Precision.MONTH}:
                raise Invalid("programme.phase_vague", field=draft.kind.value)
        found.append(
            {
                "kind": draft.kind.value,
                "starts": draft.start.start,
                "starts_precision": draft.start.precision.value,
                "ends": draft.end.end,
                "ends_precision": draft.end.precision.value,
                "place": draft.place.strip()[:120],
            }
        )
    return found


def copy_phases(session: Session) -> list[Phase]:
    """Return the phases of a session as those of a mission to be, not kept yet."""
    names = ("kind", "starts", "starts_precision", "ends", "ends_precision", "place")
    return [Phase(**{name: getattr(phase, name) for name in names}) for phase in session.phases.all()]


def named(text: Mapping[str, str]) -> dict[str, str]:
    """Return a name in its languages.

    Raises:
        Invalid: ``programme.name_needed``, none is written.
    """
    found = {code: words[:160] for code, words in both(text.get("fr", ""), text.get("en", "")).items()}
    if not found:
        raise Invalid("programme.name_needed", field="title_fr")
    return found


def _taken(model: type[Programme] | type[Session]) -> set[str]:
    return set(model.objects.values_list("slug", flat=True))


def _note(acting: Acting, verb: str, kind: str, row: str, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind=kind, object_id=row, now=now)
