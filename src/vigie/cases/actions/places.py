"""One place in a dossier: taken by somebody in place of the one they held, ended with all that hung on it."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId
from vigie.network.api import Acting

from ..models import Dossier, DossierAccess
from ..rules.access import DossierRole
from .lending_documents import end_lent_of
from .mandates import end_mandates_of

LEADERS = tuple(role.value for role in DossierRole if role is not DossierRole.READER)
"""Those who may name others: one of them always stays in a dossier."""


def take_place(dossier: Dossier, who: Acting, role: DossierRole, *, by: ActorId, now: dt.datetime) -> None:
    """Give somebody a place, for the association they act for, instead of any they hold there. In the caller's transaction."""
    rows = dossier.accesses.filter(person=who.actor, organisation=who.organisation, ended_at=None)
    rows.update(ended_by=by, ended_at=now)
    DossierAccess.objects.create(
        dossier=dossier,
        person=who.actor,
        organisation_id=who.organisation,
        role=role.value,
        given_by=by,
        given_at=now,
    )


def hand_on(
    dossier: Dossier, who: Acting, role: DossierRole, *, verb: str, told: str, by: Acting, now: dt.datetime
) -> None:
    """Give somebody a place that another gives them, write it down as ``verb`` and tell them by ``told``. In the caller's transaction."""
    take_place(dossier, who, role, by=by.actor, now=now)
    detail = {"person": who.actor, "role": role.value}
    record(acting=by, verb=verb, kind="dossier", object_id=dossier.id, now=now, detail=detail)
    link, params = f"/dossiers/{dossier.slug}", {"title": dossier.title}
    notify(person=who.actor, code=told, now=now, link=link, params=params)


def end_place(place: DossierAccess, *, by: Acting, now: dt.datetime) -> None:
    """End a place, with the mandates and the loans that came with it. In the caller's transaction."""
    dossier = place.dossier
    DossierAccess.objects.filter(id=place.id, ended_at=None).update(ended_by=by.actor, ended_at=now)
    end_mandates_of(dossier=dossier, person=place.person, organisation=place.organisation_id, by=by, now=now)
    end_lent_of(dossier=dossier, person=place.person, organisation=place.organisation_id, by=by, now=now)
    detail = {"person": place.person}
    record(acting=by, verb="cases.access_ended", kind="dossier", object_id=dossier.id, now=now, detail=detail)


def is_last(place: DossierAccess) -> bool:
    """Say whether a place lets its holder name others, and nobody else's in the dossier does."""
    others = place.dossier.accesses.filter(ended_at=None, role__in=LEADERS).exclude(id=place.id)
    return place.role in LEADERS and not others.exists()
