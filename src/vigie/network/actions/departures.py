"""Make an association leave the house: asked, packed, confirmed. Its agreements and memberships end; nothing is erased."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError

from vigie.journal.api import record
from vigie.kernel.api import Conflict, OrgId, atomic

from ..acting import Acting, check
from ..models import Departure, NetworkMembership
from ..queries.organisations import agreement_in_force, agreements_of
from ..rules.permissions import Permission
from .agreements import end_agreement
from .common import day_of, tell_managers
from .memberships import leave_network


def ask_departure(*, acting: Acting, now: dt.datetime, page: str) -> None:
    """Ask that the association leave with its data; whoever manages it is told, with the address of the page.

    Raises:
        Denied: no right to make it leave. Conflict: ``network.departure_asked``.
    """
    check(acting, Permission.LEAVE_HOUSE)
    try:
        with atomic():
            row = Departure.objects.create(organisation_id=acting.organisation, asked_by=acting.actor, asked_at=now)
            _note(acting, "network.departure_asked", row, now)
            tell_managers(acting.organisation, "network.departure_wanted", now, page=page, name=acting.name)
    except IntegrityError:
        raise Conflict("network.departure_asked") from None


def note_package(*, acting: Acting, now: dt.datetime) -> None:
    """Write that the package is being made.

    Raises:
        Denied: no right to make it leave. Conflict: ``network.no_departure``.
    """
    with atomic():
        row = _under_way(acting)
        row.packed_by, row.packed_at = acting.actor, now
        row.save()
        _note(acting, "network.departure_packed", row, now)


def withdraw_departure(*, acting: Acting, now: dt.datetime) -> None:
    """Give the departure up: nothing has changed.

    Raises:
        Denied: no right to make it leave. Conflict: ``network.no_departure``.
    """
    with atomic():
        row = _under_way(acting)
        row.withdrawn_at = now
        row.save()
        _note(acting, "network.departure_withdrawn", row, now)


def confirm_departure(*, acting: Acting, now: dt.datetime, page: str) -> None:
    """End today every agreement and membership of the association; the others are told, as whenever one of these ends.

    Raises:
        Denied: no right to make it leave. Conflict: ``network.no_departure``, ``network.no_package_yet``.
    """
    day = day_of(now)
    with atomic():
        row = _under_way(acting)
        if row.packed_at is None:
            raise Conflict("network.no_package_yet")
        for agreement in agreements_of(acting.organisation):
            if agreement_in_force(agreement, day):
                end_agreement(acting=acting, agreement_id=agreement.id, now=now)
        joined = NetworkMembership.objects.filter(member_id=acting.organisation, ends=None)
        for network in set(joined.values_list("network_id", flat=True)):
            leave_network(acting=acting, member=acting.organisation, network=OrgId(network), now=now)
        row.left_by, row.left_at = acting.actor, now
        row.save()
        _note(acting, "network.departure_done", row, now)
        tell_managers(acting.organisation, "network.departure_done", now, page=page, name=acting.name)


def _under_way(acting: Acting) -> Departure:
    check(acting, Permission.LEAVE_HOUSE)
    rows = Departure.objects.select_for_update().filter(
        organisation_id=acting.organisation, left_at=None, withdrawn_at=None
    )
    row = rows.first()
    if row is None:
        raise Conflict("network.no_departure")
    return row


def _note(acting: Acting, verb: str, row: Departure, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="departure", object_id=row.id, now=now)
