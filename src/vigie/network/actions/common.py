"""What several actions share."""

from __future__ import annotations

import datetime as dt

from vigie.kernel.api import PARIS, Missing

from ..acting import Acting
from ..models import Person, RoleGrant, in_force


def day_of(now: dt.datetime) -> dt.date:
    """Return the day of a moment, on the French coast."""
    return now.astimezone(PARIS).date()


def colleague(*, acting: Acting, person_id: str, day: dt.date) -> Person:
    """Return someone who has a role that day in the association acted for.

    Raises:
        Missing: nobody of this association; someone of another one is not told apart from nobody.
    """
    held = RoleGrant.objects.filter(in_force(day), person_id=person_id, organisation_id=acting.organisation)
    if not held.exists():
        raise Missing("network.no_person")
    return Person.objects.get(id=person_id)
