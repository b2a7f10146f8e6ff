"""Filters kept under a name."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import Invalid, Missing, atomic
from vigie.network.api import Acting, Permission, check

from ..models import SavedFilter
from ..rules.filters import FactFilter


def save_filter(*, acting: Acting, name: str, where: FactFilter, now: dt.datetime) -> str:
    """Keep a filter under a name, for oneself; the same name replaces it. Return its id.

    Raises:
        Denied: may not see facts. Invalid: no name.
    """
    check(acting, Permission.SEE_FACTS)
    name = name.replace("\x00", "").strip()[:80]
    if not name:
        raise Invalid("facts.filter_name", field="name")
    with atomic():
        row, _ = SavedFilter.objects.update_or_create(
            person=acting.actor,
            organisation_id=acting.organisation,
            name=name,
            defaults={"query": where.to_query()},
            create_defaults={"query": where.to_query(), "created_at": now},
        )
        record(acting=acting, verb="facts.filter_saved", kind="filter", object_id=row.id, now=now)
    return row.id


def forget_filter(*, acting: Acting, filter_id: str, now: dt.datetime) -> None:
    """Forget a filter of one's own.

    Raises:
        Missing: no such filter of this person.
    """
    with atomic():
        mine = SavedFilter.objects.filter(id=filter_id, person=acting.actor, organisation=acting.organisation)
        if not mine.delete()[0]:
            raise Missing("facts.no_filter")
        record(acting=acting, verb="facts.filter_forgotten", kind="filter", object_id=filter_id, now=now)
