"""The dossiers somebody is named in, for a hand-over: their place and their open tasks pass together."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.journal.api import record
from vigie.network.api import Acting, OpenWork, Permission, WorkSource, can

from ..models import Dossier, DossierAccess
from ..queries.access import mine
from ..rules.access import PLACE_ASKS, Deed, DossierRole, may
from .dossiers import end_access, give_access


def _held(leaving: Acting, arriving: Acting, _now: dt.datetime) -> list[OpenWork]:
    rows = mine(leaving).filter(closed_at=None)
    places = {access.dossier_id: DossierRole(access.role) for access in _places(leaving)}
    return [
        OpenWork(
            row.id,
            row.title,
            reverse("cases:dossier", args=[row.slug]),
            _blocked(places[row.id], arriving),
            private=True,
        )
        for row in rows
    ]


def _places(acting: Acting) -> list[DossierAccess]:
    return list(DossierAccess.objects.filter(person=acting.actor, organisation_id=acting.organisation, ended_at=None))


def _blocked(place: DossierRole, arriving: Acting) -> str:
    if place is DossierRole.AVOCAT:
        return _("Un mandat est donné à une personne : il ne se transmet pas ici.")
    if not may(place, Deed.GIVE_ACCESS):
        return _("Vous lisez ce dossier sans pouvoir y nommer quelqu’un.")
    if not can(arriving, Permission.SEE_CASES):
        return _("Son rôle ne lui ouvre pas les dossiers.")
    return ""


def _pass_on(leaving: Acting, arriving: Acting, object_id: str, now: dt.datetime) -> None:
    """Name the successor in the dossier, give them the open tasks, and end the place of who leaves."""
    dossier = Dossier.objects.get(id=object_id)
    place = dossier.accesses.get(person=leaving.actor, organisation_id=leaving.organisation, ended_at=None)
    there = dossier.accesses.filter(person=arriving.actor, organisation_id=arriving.organisation, ended_at=None)
    if not there.exclude(role=DossierRole.READER.value).exists():
        role = DossierRole(place.role)
        fits = bool(arriving.roles & PLACE_ASKS.get(role, arriving.roles))
        give_access(
            acting=leaving,
            slug=dossier.slug,
            person=arriving.actor,
            organisation=arriving.organisation,
            role=role if fits else DossierRole.COORDINATION,
            now=now,
        )
    moved = dossier.tasks.filter(assigned_to=leaving.actor, done_at=None).update(assigned_to=arriving.actor)
    record(
        acting=leaving,
        verb="cases.dossier_handed_over",
        kind="dossier",
        object_id=dossier.id,
        now=now,
        detail={"to": arriving.actor, "tasks": moved},
    )
    end_access(acting=leaving, slug=dossier.slug, access_id=place.id, now=now)


WORK = WorkSource(
    "dossier",
    gettext_lazy("Dossiers"),
    gettext_lazy("Votre place et vos tâches passent à la personne qui arrive ; vous ne lirez plus le dossier."),
    _held,
    _pass_on,
    order=40,
)
