"""The circle of an association: those it shares the life of the network with."""

from __future__ import annotations

import datetime as dt

from vigie.kernel.api import OrgId

from ..acting import Acting
from ..models import Organisation
from ..rules.permissions import GRANTED_TO, Permission
from .people import PersonCard, people_of


def circle(acting: Acting) -> frozenset[OrgId]:
    """Return the associations whose offers, groups and communiqués this one sees: its own, its partners, its peers."""
    return acting.partners | acting.peers | {acting.organisation}


def circle_names(acting: Acting) -> list[tuple[OrgId, str]]:
    """Return the circle by name: id and name."""
    rows = Organisation.objects.filter(id__in=circle(acting)).order_by("name")
    return [(OrgId(row.id), str(row)) for row in rows]


def speaking_for(organisation: OrgId, *, day: dt.date) -> list[PersonCard]:
    """Return who may speak for an association that day."""
    return people_of(organisation, day=day, roles=GRANTED_TO[Permission.SPEAK_FOR])
