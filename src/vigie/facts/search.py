"""Full text, on both databases: the words are ours (``rules.words``), the index is the database's.

SQLite: an FTS5 table fed by triggers on ``SearchText``; PostgreSQL: a GIN index on its words. Both change in the
transaction of the row. See the migrations ``0002_search`` and ``0003_rank``.

On SQLite the index also serves filters (``rules.marks``), and its rows are in the order of lists (``rules.rank``): the first
page of a million facts is read without sorting them. PostgreSQL finds such a way by itself, from its statistics.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connections
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from .models import SourceStatement
from .rules.rank import first_rank
from .rules.words import PREFIX_FROM, query_words

Statements = QuerySet[SourceStatement]
POSTGRES = (
    "SELECT t.statement_id FROM facts_searchtext t WHERE to_tsvector('simple', t.words) @@ to_tsquery('simple', %s)"
)


def ranked(statements: Statements) -> bool:
    """Say whether this database's index of words keeps the order of lists."""
    return connections[statements.db].vendor == "sqlite"


def matching(statements: Statements, text: str, marks: Sequence[Iterable[str]] = ()) -> Statements:
    """Keep the statements that hold every word of a text, in any of its forms; the last word may be unfinished.

    A text of nothing but empty words keeps everything. ``marks``: groups of marks, of each of which a statement must hold one;
    only where the index is ranked, elsewhere they are left to the columns they stand for.
    """
    words = query_words(text)
    if ranked(statements):
        groups = [f"({' OR '.join(chr(34) + mark + chr(34) for mark in group)})" for group in marks]
        query = " AND ".join([*groups, *_written(words, " OR ", '"{}"', '"{}" *')])
        return statements.filter(hit__indexed__match=query) if query else statements
    if not words:
        return statements
    query = " & ".join(_written(words, " | ", "{}", "{}:*"))
    return statements.filter(id__in=RawSQL(POSTGRES, (query,)))  # noqa: S611 -- the query is a parameter


def ranked_between(
    statements: Statements, since: dt.date | None, until: dt.date | None, *, matched: bool
) -> Statements:
    """Keep what begins between two days, both included. ``matched``: as in ``newest_first``."""
    rank = "hit__pk" if matched and ranked(statements) else "rank"
    if since:
        statements = statements.filter(**{f"{rank}__gte": first_rank(since)})
    if until:
        statements = statements.filter(**{f"{rank}__lt": first_rank(until + dt.timedelta(days=1))})
    return statements


def newest_first(statements: Statements, *, matched: bool) -> Statements:
    """Order statements as lists do. ``matched``: they come from the index of words, in its order where it is ranked."""
    if matched and ranked(statements):
        return statements.order_by(F("hit__pk").desc())
    return statements.order_by("-rank")


def _written(words: list[tuple[str, ...]], any_of: str, whole: str, start: str) -> list[str]:
    groups = []
    for position, forms in enumerate(words):
        alternatives = [whole.format(form) for form in forms]
        if position == len(words) - 1 and len(forms[0]) >= PREFIX_FROM:
            alternatives.append(start.format(forms[0]))
        groups.append(f"({any_of.join(alternatives)})")
    return groups
