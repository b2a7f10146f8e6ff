"""The words under which facts are found, and SQLite's index of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Lookup

from .reports import SourceStatement

if TYPE_CHECKING:
    TextColumn = models.TextField[str, str]
else:
    TextColumn = models.TextField


class SearchText(models.Model):
    """The words under which a statement is found: folded, stemmed, of the shared ring alone. Full text hangs on it.

    ``id`` is the statement's rank (``rules.rank``): the index gives the newest first.

    ring: shared. personal: none. kept: with its statement.
    """

    id = models.BigIntegerField(primary_key=True)
    statement = models.OneToOneField(SourceStatement, on_delete=models.CASCADE, related_name="search_text")
    words = models.TextField()

    def __str__(self) -> str:
        return str(self.statement_id)


class IndexedWords(TextColumn):
    """The hidden column of an FTS5 table that queries are put to."""


@IndexedWords.register_lookup
class Match(Lookup[Any]):
    """A query in the language of FTS5."""

    lookup_name = "match"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Return the condition."""
        asked, asked_with = self.process_lhs(compiler, connection)
        query, query_with = self.process_rhs(compiler, connection)
        return f"{asked} MATCH {query}", (*asked_with, *query_with)


class SearchHit(models.Model):
    """A row of the FTS5 index, on SQLite only: made by migrations, fed by triggers, read and never written.

    ring: shared. personal: none. kept: with its statement.
    """

    statement = models.OneToOneField(
        SourceStatement,
        to_field="rank",
        primary_key=True,
        db_column="rowid",
        on_delete=models.DO_NOTHING,
        related_name="hit",
    )
    indexed = IndexedWords(db_column="facts_search")

    class Meta:
        managed = False
        db_table = "facts_search"

    def __str__(self) -> str:
        return str(self.statement_id)
