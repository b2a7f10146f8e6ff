"""Questions asked of every record: Django writes their SQL once, each next time gives values only.

To write the text of a query takes Django ten times what SQLite needs to answer it. Nothing of an answer is kept: what another
process changed is seen at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from .worlds import world_database

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class _Blank:
    """Where a value goes."""

    rank: int


@dataclass(frozen=True, slots=True)
class _Written:
    """The text of a query for one connection: its parameters, blanks among them, and how to read what it answers."""

    compiler: SQLCompiler
    text: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any]

    def rows(self, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        filled = [values[p.rank] if isinstance(p, _Blank) else p for p in self.parameters]
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.text, filled)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        if not self.converters:
            return found
        return [tuple(row) for row in self.compiler.apply_converters(found, self.converters)]


class _Kept(threading.local):
    """What one thread has written, by database: a connection is one thread's, and goes with it."""

    def __init__(self) -> None:
        self.by_alias: dict[str, _Written] = {}


class Statement:
    """A SELECT whose values alone change, in the database of the current world.

    Args:
        build: gives the query for some values, all of them text: ``.values_list(...)`` for the columns wanted. What it does with
            a value may not depend on that value.
        width: how many values it takes.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, width: int = 1) -> None:
        self._build = build
        self._marks = tuple(f"?{rank}?" for rank in range(width))
        self._kept = _Kept()

    def rows(self, *values: str) -> list[tuple[Any, ...]]:
        """Return the rows for these values."""
        connection = connections[world_database()]
        written = self._kept.by_alias.get(connection.alias)
        if written is None or written.compiler.connection is not connection:
            written = self._kept.by_alias[connection.alias] = self._write(connection)
        return written.rows(values)

    def first(self, *values: str) -> tuple[Any, ...] | None:
        """Return the first row, ``None`` when there is none."""
        return next(iter(self.rows(*values)), None)

    def _write(self, connection: BaseDatabaseWrapper) -> _Written:
        compiler = self._build(*self._marks).query.get_compiler(connection=connection)
        text, parameters = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select or []])
        return _Written(compiler, text, tuple(self._blanks(parameters)), converters)

    def _blanks(self, parameters: tuple[Any, ...]) -> Iterator[Any]:
        for parameter in parameters:
            yield _Blank(self._marks.index(parameter)) if parameter in self._marks else parameter


class RowStatement(Statement, Generic[Row]):
    """A SELECT of whole rows of one model; see ``Statement``."""

    def __init__(self, model: type[Row], build: Callable[..., QuerySet[Row]], *, width: int = 1) -> None:
        self._model = model
        self._names = [column.attname for column in model._meta.concrete_fields]  # noqa: SLF001 -- Django's documented way
        super().__init__(lambda *values: build(*values).order_by().values_list(*self._names), width=width)

    def row(self, *values: str) -> Row | None:
        """Return the row for these values, ``None`` when there is none."""
        found = self.first(*values)
        return None if found is None else self._model.from_db(world_database(), self._names, found)
