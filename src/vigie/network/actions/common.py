"""What several actions share."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from vigie.journal.api import notify
from vigie.kernel.api import PARIS, Missing, OrgId

from ..acting import Acting
from ..models import Organisation, Person, RoleGrant, in_force
from ..queries import people_of
from ..rules.permissions import GRANTED_TO, Permission


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


def tell_managers(told: OrgId, code: str, now: dt.datetime, *, page: str = "", **params: str) -> None:
    """Leave a word for everyone who manages an association; it opens its page in the directory, or ``page``."""
    link = page or reverse(
        "network:organisation", args=[Organisation.objects.values_list("slug", flat=True).get(id=told)]
    )
    for person in people_of(told, day=day_of(now), roles=GRANTED_TO[Permission.MANAGE_ORGANISATION]):
        notify(person=person.id, code=code, now=now, link=link, params=params)
