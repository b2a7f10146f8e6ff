"""Understand a spreadsheet before anything is recorded: its mapping, its rows, what is wrong in them in plain words."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from vigie.facts.api import UNITS
from vigie.kernel.api import PARIS, Invalid
from vigie.network.api import Acting
from vigie.ui.api import say
from vigie.vault.api import dedup_tag

from ..models import Import, ImportMapping
from ..queries.words import vocabulary
from ..rules.columns import BadMapping, ColumnMap, fold_heading, guess, read_mapping
from ..rules.rows import Problem, Reader, Row
from ..tables import Table


@dataclass(frozen=True, slots=True)
class Preview:
    """A spreadsheet as it is understood: nothing is recorded yet."""

    table: Table
    mapping: ColumnMap
    rows: tuple[Row, ...]

    @property
    def fit(self) -> int:
        """How many rows can be imported."""
        return sum(row.fit for row in self.rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong, in the order of the rows."""
        return tuple(problem for row in self.rows for problem in row.problems)


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that was left out or partly read: what to tell. ``message`` says what was read and what to do."""

    row: int
    column: str
    message: str


def understand(*, acting: Acting, table: Table, mapping: ColumnMap, now: dt.datetime) -> Preview:
    """Return what the rows of a table say under a mapping.

    Raises:
        Invalid: ``collection.import.no_date_column``, no heading of the file is the date.
    """
    if not any(heading in table.headings for heading in mapping.headings_to("date")):
        raise Invalid("collection.import.no_date_column")
    reader = Reader(
        mapping,
        vocabulary(),
        today=now.astimezone(PARIS).date(),
        tag=lambda words: dedup_tag(organisation=acting.organisation, data=words.encode()),
    )
    return Preview(table, mapping, tuple(reader.read(line) for line in table.lines))


def errors_of(preview: Preview) -> tuple[RowError, ...]:
    """Return the problems of a preview in plain words."""
    return tuple(RowError(p.row, p.column, say_problem(p)) for p in preview.problems)


def say_problem(problem: Problem) -> str:
    """Return what is wrong in a row, what was read and what to do."""
    return str(say(Invalid(problem.code, seen=problem.seen, column=problem.column)))


def headings_digest(headings: Sequence[str]) -> str:
    """Return what a set of headings is found again by, whatever their order."""
    return hashlib.sha256("\x1f".join(sorted(fold_heading(h) for h in headings)).encode()).hexdigest()


def given_mapping(acting: Acting, table: Table, text: str | None) -> ColumnMap:
    """Return the mapping written in a YAML text, else the one known for such headings.

    Raises:
        Invalid: ``collection.import.mapping``.
    """
    if text is None:
        return known_mapping(acting, table)
    try:
        return read_mapping(yaml.safe_load(text), units=UNITS)
    except yaml.YAMLError:
        raise Invalid("collection.import.mapping", key="YAML") from None
    except BadMapping as bad:
        raise Invalid("collection.import.mapping", key=str(bad)) from None


def known_mapping(acting: Acting, table: Table) -> ColumnMap:
    """Return the mapping the association last used for such headings, else a guess."""
    kept = ImportMapping.objects.filter(
        organisation=acting.organisation, headings=headings_digest(table.headings)
    ).first()
    return _read(kept.mapping) if kept else guess(table.headings)


def stored_mapping(row: Import) -> ColumnMap:
    """Return the mapping of an import."""
    return _read(row.mapping)


def _read(mapping: Mapping[str, Any]) -> ColumnMap:
    return read_mapping(mapping, units=UNITS)
