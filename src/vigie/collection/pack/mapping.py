"""From the answers of a form of the pack to a draft. Each question says in its YAML which slot it fills (``to``)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier, Ring

from .draft import Consent, Draft, ForceCount, Kind, LegalBasis
from .instance import plain_path
from .specs import Form, Question, form

Values = Mapping[str, str | Sequence[str]]
ELSEWHERE = "autre"
_SEASON_START = {12: 12, 1: 12, 2: 12, 3: 3, 4: 3, 5: 3, 6: 6, 7: 6, 8: 6, 9: 9, 10: 9, 11: 9}


def draft_from_values(form_id: str, values: Values, *, sealed: Iterable[str] = ()) -> Draft:
    """Read the shared answers of one filled form of the pack.

    Args:
        form_id: id of a form of the pack.
        values: answers by path, from ``flatten`` or from a screen; several answers as a list, or as the phone
            writes them, parted by spaces. Sealed answers found here are named in ``Draft.sealed`` and not read.
        sealed: paths of sealed answers known to exist beside ``values``.

    Returns:
        The draft. An answer that cannot be read (a day that is no day) is left out, as if not given.

    Raises:
        Missing: ``collection.form``, the pack has no such form.
    """
    return _Reading(form(form_id), values).draft(tuple(sealed))


class _Reading:
    """The answers of one form, grouped by the slot they fill."""

    def __init__(self, source: Form, values: Values) -> None:
        self.source = source
        self.questions = {q.path: q for q in source.walk() if not q.container}
        shared = {path: q for path, q in self.questions.items() if q.ring is Ring.SHARED}
        self.sealed = [path for path in values if plain_path(path) not in shared]
        self.answers = {p: _several(v, shared[plain_path(p)]) for p, v in values.items() if plain_path(p) in shared}
        self.slots: dict[str, list[str]] = defaultdict(list)
        for path in self.answers:
            self.slots[shared[plain_path(path)].to or ""].append(path)

    def draft(self, sealed: tuple[str, ...]) -> Draft:
        communes = tuple(c for c in self._all("commune") if c != ELSEWHERE)
        sites = self._all("site")
        counts = self._counts()
        return Draft(
            form_id=self.source.spec.id,
            kind=Kind(self.source.kind),
            commune=communes[0] if communes else None,
            communes=communes,
            site=sites[0] if sites else None,
            sites=sites,
            date=self._date(),
            time_from=_time(self._first("time_from")),
            time_to=_time(self._first("time_to")),
            observation_mode=self._first("observation_mode"),
            operation_type=self._first("operation_type"),
            legal_basis=self._legal_basis(),
            forces=self._forces(),
            acts=self._acts(),
            aftermath=self._all("aftermath"),
            operations_seen=counts.pop("operations_seen", None),
            operations_missed=counts.pop("operations_missed", None),
            counts=counts,
            collected_on=_day(self._first("collected_on")),
            language=self._first("language"),
            interpreter=_yes(self._first("interpreter")),
            age_band=self._first("age_band"),
            flags=self._flags(),
            consent=Consent(*(_yes(self._first(f"consent.{name}")) for name in ("count", "lawyer", "quote"))),
            details={path: self.answers[path] for path in self.slots[""]},
            sealed=tuple(dict.fromkeys((*self.sealed, *sealed))),
        )

    def _all(self, slot: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(answer for path in self.slots[slot] for answer in self.answers[path]))

    def _first(self, slot: str) -> str | None:
        return next(iter(self._all(slot)), None)

    def _date(self) -> FuzzyDate | None:
        day = _day(self._first("day"))
        told = self._first("date_precision")
        precision = Precision(told) if told in set(Precision) else Precision.DAY
        return widen(day, precision) if day else None

    def _legal_basis(self) -> LegalBasis:
        stated = self._all("basis_stated")
        asked = _yes(self._first("basis_asked"))
        if "non_demandee" in stated:
            asked = False
        said = tuple(code for code in stated if code not in {"non_demandee", "inconnue"})
        return LegalBasis(asked, said, self._first("basis_by"), _yes(self._first("basis_document")))

    def _acts(self) -> tuple[str, ...]:
        """Return the acts ticked and those implied, in the order of the form."""
        found: list[str] = []
        for path, answers in self.answers.items():
            question = self.questions[plain_path(path)]
            found += answers if question.to == "acts" else _marks(question.implies, answers)
        return tuple(dict.fromkeys(found))

    def _flags(self) -> frozenset[str]:
        return frozenset(
            flag
            for path, answers in self.answers.items()
            for flag in _marks(self.questions[plain_path(path)].flags, answers)
        )

    def _counts(self) -> dict[str, Count]:
        """Return each count of the form with the qualifier of its group; a group said "not counted" is all unknown."""
        counts: dict[str, Count] = {}
        for question in self.questions.values():
            if question.to != "counts" or question.unit is None:
                continue
            count = self._count(question.path)
            if count is not None:
                counts[question.unit] = count
        return counts

    def _count(self, path: str) -> Count | None:
        certain = self.questions[plain_path(path)].certain
        qualifier = Qualifier.EXACT if certain else self._qualifier(path.rpartition("/")[0])
        return read_count(self._one(path), qualifier)

    def _qualifier(self, group: str) -> str | None:
        """Return what was answered to the qualifier question of the group a count stands in."""
        for path in self.slots["qualifier"]:
            if path.rpartition("/")[0] == group:
                return self._one(path)
        return None

    def _one(self, path: str) -> str | None:
        return next(iter(self.answers.get(path, ())), None)

    def _forces(self) -> tuple[ForceCount, ...]:
        counted = [self._force(path) for path in self.slots["force"]]
        known = {force.force for force in counted}
        ticked = [ForceCount(code) for code in self._all("forces") if code not in known]
        return (*counted, *ticked)

    def _force(self, path: str) -> ForceCount:
        group = path.rpartition("/")[0]
        officers, vehicles = self._count(f"{group}/officers"), self._count(f"{group}/vehicles")
        return ForceCount(self.answers[path][0], officers, vehicles)


def _marks(rules: Mapping[str, str], answers: Iterable[str]) -> list[str]:
    """Return the acts or flags that answers put in the draft by the form's own rules."""
    return [rules[answer] for answer in answers if answer in rules]


def _several(value: str | Sequence[str], question: Question) -> tuple[str, ...]:
    """Return the answers of one question: only the choices of a select are parted by spaces."""
    if not isinstance(value, str):
        return tuple(value)
    return tuple(value.split()) if question.type == "select_multiple" else (value,)


def read_count(number: str | None, qualifier: str | None) -> Count | None:
    """Join a number and its qualifier.

    A number whose qualifier is missing, or says that it was not counted, is only "about"; no number under "not
    counted" is unknown; no number otherwise was not answered, and gives ``None``. Nothing ever becomes zero.
    """
    known = qualifier if qualifier in set(Qualifier) else None
    if number is None or not number.isdecimal():
        return Count.unknown() if known == Qualifier.UNKNOWN else None
    sure = Qualifier(known) if known and known != Qualifier.UNKNOWN else Qualifier.ABOUT
    return Count(int(number), sure)


def widen(day: dt.date, precision: Precision) -> FuzzyDate:
    """Return the span a day stands for when only its month, season or year is known."""
    if precision is Precision.MONTH:
        return FuzzyDate.month(day.year, day.month)
    if precision is Precision.YEAR:
        return FuzzyDate.year(day.year)
    if precision is Precision.SEASON:
        return _season(day)
    return FuzzyDate.day(day)


def _season(day: dt.date) -> FuzzyDate:
    """Return the three months of a season; winter begins in December of the year before."""
    month = _SEASON_START[day.month]
    start = dt.date(day.year - (month == 12 and day.month < 12), month, 1)
    end_month, end_year = (month + 2, start.year) if month < 12 else (2, start.year + 1)
    end = dt.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return FuzzyDate(start, end, Precision.SEASON)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _time(text: str | None) -> dt.time | None:
    """Return the hour on the clock of the phone, without seconds: ``07:15:00.000+01:00`` is a quarter past seven."""
    try:
        return dt.time.fromisoformat((text or "")[:5])
    except ValueError:
        return None


def _yes(answer: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(answer or "")
