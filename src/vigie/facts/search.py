"""Full text, on both databases: the words are ours (``rules.words``), the index is the database's.

SQLite: an FTS5 table fed by triggers on ``SearchText``; PostgreSQL: a GIN index on its words. Both change in the
transaction of the row. See the migration ``0002_search``.
"""

from __future__ import annotations

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import SourceStatement
from .rules.words import PREFIX_FROM, query_words

SQLITE = (
    "SELECT t.statement_id FROM facts_search s JOIN facts_searchtext t ON t.id = s.rowid WHERE facts_search MATCH %s"
)
POSTGRES = (
    "SELECT t.statement_id FROM facts_searchtext t WHERE to_tsvector('simple', t.words) @@ to_tsquery('simple', %s)"
)


def matching(statements: QuerySet[SourceStatement], text: str) -> QuerySet[SourceStatement]:
    """Keep the statements that hold every word of a text, in any of its forms; the last word may be unfinished.

    A text of nothing but empty words keeps everything.
    """
    words = query_words(text)
    if not words:
        return statements
    if connections[statements.db].vendor == "postgresql":
        sql, query = POSTGRES, _written(words, " & ", " | ", "{}", "{}:*")
    else:
        sql, query = SQLITE, _written(words, " AND ", " OR ", '"{}"', '"{}" *')
    return statements.filter(id__in=RawSQL(sql, (query,)))  # noqa: S611 -- the query is a parameter


def _written(words: list[tuple[str, ...]], every: str, any_of: str, whole: str, start: str) -> str:
    groups = []
    for position, forms in enumerate(words):
        alternatives = [whole.format(form) for form in forms]
        if position == len(words) - 1 and len(forms[0]) >= PREFIX_FROM:
            alternatives.append(start.format(forms[0]))
        groups.append(f"({any_of.join(alternatives)})")
    return every.join(groups)
