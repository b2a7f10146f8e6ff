"""Which sessions and which resources one may see: one's own, and what others opened to partners or to the network."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from vigie.kernel.api import Missing
from vigie.network.api import Acting, Audience, Permission, check

from ..models import Resource, TrainingSession

M = TypeVar("M", bound=Model)
SHARED = (Audience.PARTNERS.value, Audience.NETWORK.value)


def _seen_by(acting: Acting) -> Q:
    mine = Q(organisation=acting.organisation)
    partners = Q(organisation__in=sorted(acting.partners), audience__in=SHARED)
    return mine | partners | Q(organisation__in=sorted(acting.peers), audience=Audience.NETWORK.value)


def visible_sessions(acting: Acting) -> QuerySet[TrainingSession]:
    """Return the sessions one may see.

    Raises:
        Denied: may not see the trainings.
    """
    check(acting, Permission.SEE_LEARNING)
    return TrainingSession.objects.filter(_seen_by(acting)).select_related("organisation")


def visible_resources(acting: Acting) -> QuerySet[Resource]:
    """Return the resources one may see; those set aside, to their own association alone.

    Raises:
        Denied: may not see the library.
    """
    check(acting, Permission.SEE_LEARNING)
    there = Q(set_aside_at=None) | Q(organisation=acting.organisation)
    return Resource.objects.filter(_seen_by(acting) & there).select_related("organisation")


def seen_session(acting: Acting, session_id: str) -> TrainingSession:
    """Return one session one may see.

    Raises:
        Denied: may not see the trainings. Missing: there is none, or not for this association.
    """
    row = visible_sessions(acting).filter(id=session_id).first()
    if row is None:
        raise Missing("learning.no_session")
    return row


def own_session(acting: Acting, session_id: str) -> TrainingSession:
    """Return one session of one's own association, locked until the transaction ends.

    Raises:
        Denied: may not run trainings. Missing: there is none, or another association's.
    """
    check(acting, Permission.RUN_TRAINING)
    rows = TrainingSession.objects.select_for_update(of=("self",))
    row = rows.filter(id=session_id, organisation=acting.organisation).first()
    if row is None:
        raise Missing("learning.no_session")
    return row


def seen_resource(acting: Acting, resource_id: str) -> Resource:
    """Return one resource one may see.

    Raises:
        Denied: may not see the library. Missing: there is none, or not for this association.
    """
    row = visible_resources(acting).filter(id=resource_id).first()
    if row is None:
        raise Missing("learning.no_resource")
    return row


def own_resource(acting: Acting, resource_id: str) -> Resource:
    """Return one resource of one's own association, locked until the transaction ends.

    Raises:
        Missing: there is none, or another association's.
    """
    rows = Resource.objects.select_for_update(of=("self",))
    row = rows.filter(id=resource_id, organisation=acting.organisation).first()
    if row is None:
        raise Missing("learning.no_resource")
    return row
