"""Who sees which facts. Every read of statements starts here."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func, Q, QuerySet
from django.db.models.lookups import Exact, In

from vigie.kernel.api import Missing
from vigie.network.api import Acting, Audience, Permission, check

from ..models import Shift, Site, SourceStatement
from ..rules.verification import Verification

SHARED = (Audience.PARTNERS.value, Audience.NETWORK.value)


class Beside(Func):
    """A column that says whether a row is kept, read beside what the row is looked up by.

    Left to itself, SQLite gathers all rows of each association or commune before it sorts them; a plus keeps it from that.
    PostgreSQL weighs both ways.
    """

    template = "%(expressions)s"
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """Return the column, out of reach of an index."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)


def seen_by(acting: Acting, *, owner: str = "owner") -> Q:
    """Return the condition "may be seen by the association acted for" of a row with an owner and an audience."""
    held_by = Beside(owner)
    return Q(Exact(held_by, acting.organisation)) | _shared_with(acting, held_by)


def _shared_with(acting: Acting, held_by: Beside) -> Q:
    return Q(In(held_by, sorted(acting.partners)), audience__in=SHARED) | Q(
        In(held_by, sorted(acting.peers)), audience=Audience.NETWORK.value
    )


def visible(acting: Acting) -> QuerySet[SourceStatement]:
    """Return the statements this person may see: one's own, and what others shared as far as here. A stranger sees nothing.

    Raises:
        Denied: no role that sees facts.
    """
    check(acting, Permission.SEE_FACTS)
    held_by = Beside("owner")
    shared = _shared_with(acting, held_by) & Q(minor_held=False)
    return SourceStatement.objects.filter(Q(Exact(held_by, acting.organisation)) | shared, deleted_at=None)


def visible_sites(acting: Acting) -> QuerySet[Site]:
    """Return the living sites this person may see."""
    check(acting, Permission.SEE_FACTS)
    return Site.objects.filter(seen_by(acting, owner="organisation"))


def visible_shifts(acting: Acting) -> QuerySet[Shift]:
    """Return the shifts this person may see."""
    check(acting, Permission.SEE_FACTS)
    return Shift.objects.filter(seen_by(acting, owner="organisation"), deleted_at=None)


def countable(statements: QuerySet[SourceStatement]) -> QuerySet[SourceStatement]:
    """Leave out what figures and exports never hold: discarded reports and withdrawn testimonies."""
    return statements.exclude(verification=Verification.DISCARDED.value).filter(testimony__withdrawn_at=None)


def one(acting: Acting, statement_id: str) -> SourceStatement:
    """Return one statement.

    Raises:
        Missing: there is none, or not for this person.
    """
    found = visible(acting).select_related("observation", "testimony").filter(id=statement_id).first()
    if found is None:
        raise Missing("facts.no_statement")
    return found


def own(acting: Acting, statement_id: str, *, deleted: bool = False) -> SourceStatement:
    """Return one statement of one's own association, locked until the transaction ends.

    Raises:
        Missing: there is none, or it is another association's.
    """
    statements = SourceStatement.objects.select_for_update(of=("self",)).select_related("observation", "testimony")
    found = statements.filter(id=statement_id, owner=acting.organisation, deleted_at__isnull=not deleted).first()
    if found is None:
        raise Missing("facts.no_statement")
    return found
