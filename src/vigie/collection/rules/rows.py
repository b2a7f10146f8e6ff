"""From one row of a spreadsheet to what it says, or to what is wrong with it, told so that a person can repair it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier, parse_vague_count, parse_vague_date

from ..tables import Line
from .columns import COUNT_PREFIX, OFFICERS_PREFIX, VEHICLES_PREFIX, ColumnMap, fold_heading
from .keywords import ACTS, FORCES, level

EARLIEST = dt.date(1986, 1, 1)
"""Before the treaty of Canterbury there is no such border: an earlier date is a slip, and 1917 is often 2017."""
SEEN_LENGTH = 60
_CLOCK = re.compile(r"(?:^|\D)([01]?\d|2[0-3])\s?(?:h|:|\.)\s?([0-5]\d)?(?!\d)")
_CODE = re.compile(r"\b(?:EXP|BIE|CTR|VIO|ACC|MIN|MER|OBS)\d\d\b")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a row: where, which code, what was read. A grave one keeps the row out."""

    row: int
    column: str
    code: str
    seen: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class ForceRead:
    """A force that was there, its officers and vehicles when the row counts them."""

    code: str
    officers: Count | None = None
    vehicles: Count | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says. ``shared`` holds, as they stand, the columns that may be shared."""

    number: int
    key: str
    date: FuzzyDate | None
    place: str
    time_from: dt.time | None = None
    time_to: dt.time | None = None
    site: str = ""
    acts: tuple[str, ...] = ()
    forces: tuple[ForceRead, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)
    operation_type: str = ""
    mode: str = ""
    basis_stated: tuple[str, ...] = ()
    summary: str = ""
    url: str = ""
    shared: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def fit(self) -> bool:
        """Say whether it can be imported."""
        return not any(problem.grave for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What codes and names there are: slugs by folded place name, labels and codes of acts and terms, folded, to codes."""

    places: Mapping[str, str]
    acts: Mapping[str, str]
    terms: Mapping[str, Mapping[str, str]]
    """By dimension: ``operation_type``, ``observation_mode``, ``forces``, ``legal_basis``."""


class Reader:
    """Reads the rows of one spreadsheet.

    Args:
        mapping: what each column means.
        words: what codes and names there are.
        today: nothing seen is dated later.
        tag: gives a row without a key of its own one that no one can turn back into its words.
    """

    def __init__(self, mapping: ColumnMap, words: Vocabulary, *, today: dt.date, tag: Callable[[str], str]) -> None:
        self.mapping = mapping
        self.words = words
        self.today = today
        self.tag = tag
        self.places = {**words.places, **mapping.place_names}
        self.longest_first = [*mapping.place_names, *sorted(words.places, key=len, reverse=True)]

    def read(self, line: Line) -> Row:
        """Return what one row says."""
        problems: list[Problem] = []
        counts = dict(self._counts(line, COUNT_PREFIX, problems))
        date = self._date(line, problems)
        place = self._place(line, problems)
        times = [self._time(line, target, problems) for target in ("time_from", "time_to")]
        return Row(
            number=line.number,
            key=self._key(line),
            date=date,
            place=place,
            time_from=times[0],
            time_to=times[1],
            site=self._one(line, "site")[:60],
            acts=self._acts(line, counts, problems),
            forces=self._forces(line, problems),
            counts=counts,
            operation_type=self._code(line, "operation_type", "operation_type", problems),
            mode=self._code(line, "mode", "observation_mode", problems) or self.mapping.mode,
            basis_stated=self._codes(line, "basis_stated", "legal_basis"),
            summary="\n".join(self._texts(line, "summary")),
            url=self._url(line),
            shared={h: line.text(h) for h, c in self.mapping.columns.items() if c.shared},
            problems=tuple(problems),
        )

    def _texts(self, line: Line, target: str) -> list[str]:
        return [text for heading in self.mapping.headings_to(target) if (text := line.text(heading).strip())]

    def _one(self, line: Line, target: str) -> str:
        return next(iter(self._texts(line, target)), "")

    def _heading(self, target: str) -> str:
        return next(iter(self.mapping.headings_to(target)), "")

    def _url(self, line: Line) -> str:
        url = self._one(line, "url")
        return url if url.startswith(("http://", "https://")) and len(url) <= 300 else ""

    def _key(self, line: Line) -> str:
        own = self._one(line, "key")
        if own and len(own) <= 80:
            return f"{self.mapping.key or 'ref'}:{own}"
        words = "\x1f".join(f"{heading}={line.text(heading)}" for heading in sorted(line.cells))
        return f"row:{self.tag(words)}"

    def _date(self, line: Line, problems: list[Problem]) -> FuzzyDate | None:
        heading = self._heading("date")
        text = line.text(heading)
        date = self._read_date(text)
        if date is None:
            code = "collection.import.date_missing" if not text else "collection.import.date_unread"
            problems.append(_problem(line, heading, code, text))
            return None
        last = self._read_date(self._one(line, "date_end")) if self._heading("date_end") else None
        if last and last.end > date.end:
            date = FuzzyDate(date.start, last.end, Precision.SPAN)
        if date.end < EARLIEST:
            problems.append(_problem(line, heading, "collection.import.date_old", text))
        elif date.start > self.today:
            problems.append(_problem(line, heading, "collection.import.date_future", text))
        return date

    def _read_date(self, text: str) -> FuzzyDate | None:
        try:
            return parse_vague_date(text, today=self.today) if text else None
        except ValueError:
            return None

    def _time(self, line: Line, target: str, problems: list[Problem]) -> dt.time | None:
        text = self._one(line, target)
        found = _CLOCK.search(text)
        if text and not found:
            problems.append(_problem(line, self._heading(target), "collection.import.time_unread", text, grave=False))
        return dt.time(int(found.group(1)), int(found.group(2) or 0)) if found else None

    def _place(self, line: Line, problems: list[Problem]) -> str:
        texts = self._texts(line, "place")
        for text in texts:
            found = self._find_place(text)
            if found:
                return found
        for heading, values in self.mapping.places_by.items():
            if line.text(heading) in values:
                return values[line.text(heading)]
        if self.mapping.place:
            return self.mapping.place
        code = "collection.import.place_unknown" if texts else "collection.import.place_missing"
        problems.append(_problem(line, self._heading("place"), code, " ".join(texts)))
        return ""

    def _find_place(self, text: str) -> str | None:
        folded = fold_heading(text).replace("'", " ")
        if folded in self.places:
            return self.places[folded]
        if not self.mapping.place_inside:
            return None
        padded = f" {folded} "
        return next((self.places[name] for name in self.longest_first if f" {name} " in padded), None)

    def _counts(self, line: Line, prefix: str, problems: list[Problem]) -> Iterator[tuple[str, Count]]:
        """Yield what a row counts; a blank cell says nothing, "nc" says that it was not counted."""
        for heading, column in self.mapping.columns.items():
            text = line.text(heading)
            if not column.to.startswith(prefix) or not text:
                continue
            try:
                yield column.to.removeprefix(prefix), parse_vague_count(text)
            except ValueError:
                problems.append(_problem(line, heading, "collection.import.count_unread", text, grave=False))

    def _acts(self, line: Line, counts: Mapping[str, Count], problems: list[Problem]) -> tuple[str, ...]:
        found = [code for text in self._texts(line, "acts") for code in self._acts_in(text)]
        found += [
            rule.code for rule in self.mapping.acts if self._applies(rule.count, rule.column, rule.words, line, counts)
        ]
        if not found:
            texts = self._texts(line, "acts")
            code = "collection.import.act_unknown" if texts else "collection.import.act_missing"
            problems.append(_problem(line, self._heading("acts"), code, " ".join(texts), grave=False))
        return tuple(dict.fromkeys(found))

    def _acts_in(self, text: str) -> list[str]:
        """Return the acts a cell names: by code, by label, by the words of the field."""
        codes = [code for code in _CODE.findall(text.upper()) if code in self.words.acts.values()]
        label = self.words.acts.get(fold_heading(text))
        flat = level(text)
        return codes or ([label] if label else [code for code, pattern in ACTS if pattern.search(flat)])

    def _applies(self, count: str, column: str, words: Iterable[str], line: Line, counts: Mapping[str, Count]) -> bool:
        if count:
            return bool(counts.get(count, Count.unknown()).number)
        if column:
            text = f" {fold_heading(line.text(column))} "
            return any(word in text for word in words)
        return True

    def _forces(self, line: Line, problems: list[Problem]) -> tuple[ForceRead, ...]:
        officers = dict(self._counts(line, OFFICERS_PREFIX, problems))
        vehicles = dict(self._counts(line, VEHICLES_PREFIX, problems))
        named = self._codes(line, "forces", "forces")
        named += tuple(
            code for text in self._texts(line, "forces") for name, code in FORCES.items() if _has(level(text), name)
        )
        there = [code for code, count in {**vehicles, **officers}.items() if count != Count(0, Qualifier.EXACT)]
        codes = dict.fromkeys((*there, *named))
        return tuple(ForceRead(code, officers.get(code), vehicles.get(code)) for code in codes)

    def _code(self, line: Line, target: str, dimension: str, problems: list[Problem]) -> str:
        text = self._one(line, target)
        code = self.words.terms.get(dimension, {}).get(fold_heading(text), "")
        if text and not code:
            problems.append(_problem(line, self._heading(target), "collection.import.code_unknown", text, grave=False))
        return code

    def _codes(self, line: Line, target: str, dimension: str) -> tuple[str, ...]:
        known = self.words.terms.get(dimension, {})
        parts = [fold_heading(part) for text in self._texts(line, target) for part in re.split(r"[,;/+\n]| et ", text)]
        return tuple(dict.fromkeys(known[part] for part in parts if part in known))


def _has(flat: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", flat) is not None


def _problem(line: Line, column: str, code: str, seen: str, *, grave: bool = True) -> Problem:
    return Problem(line.number, column, code, seen[:SEEN_LENGTH], grave)
