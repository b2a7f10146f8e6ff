"""What an association noted in a year, in numbers: no name, no place, nothing that a person did not let be counted."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Exists, Q, QuerySet

from vigie.kernel.api import Activity
from vigie.network.api import Acting, Permission, check

from ..models import Act, ActFamily, Shift, SourceStatement
from .publishable import counted_by_consent
from .visible import countable


def activity(acting: Acting, *, year: int, day: dt.date) -> list[Activity]:
    """Count the association's own tournées, relevés, testimonies and facts of a year, and the facts of each family of acts.

    A fact is an event, not a report: a fact of two kinds counts once in each family and once in all. Discarded reports,
    withdrawn testimonies, those held for a minor, and those whose person did not agree to be counted are in no number.

    Args:
        year: of the fact; for a vague date, of its first possible day. Of a testimony, the year it was collected.
        day: consents are those that hold that day.

    Raises:
        Denied: no role that sees the figures of the association.
    """
    check(acting, Permission.SEE_ACTIVITY)
    shifts = Shift.objects.filter(organisation_id=acting.organisation, day__year=year, deleted_at=None)
    told = _told(acting, day)
    dated = told.filter(start__year=year)
    return [
        Activity("facts.shifts", shifts.count()),
        Activity("facts.days", shifts.values("day").distinct().count()),
        Activity("facts.observations", dated.exclude(observation=None).values("observation").distinct().count()),
        Activity(
            "facts.testimonies", told.filter(testimony__collected_on__year=year).values("testimony").distinct().count()
        ),
        Activity("facts.events", dated.values("event").distinct().count()),
        *_by_family(dated),
    ]


def _told(acting: Acting, day: dt.date) -> QuerySet[SourceStatement]:
    own = SourceStatement.objects.filter(owner_id=acting.organisation, deleted_at=None, minor_held=False).order_by()
    return countable(own).filter(Q(testimony=None) | Exists(counted_by_consent(day)))


def _by_family(statements: QuerySet[SourceStatement]) -> list[Activity]:
    acts = Act.objects.filter(statement__in=statements).order_by()
    rows = acts.values("act_type__family").annotate(events=Count("statement__event", distinct=True))
    found = {row["act_type__family"]: row["events"] for row in rows}
    return [
        Activity("facts.family", found.get(family.code, 0), family.code) for family in ActFamily.objects.only("code")
    ]
