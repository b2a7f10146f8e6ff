"""Belonging to a network: the network offers, the association accepts; either side ends it.

A network sees what its members share with it. So nobody is made a member without a word of theirs.
"""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import SYSTEM, Conflict, Denied, Invalid, Missing, OrgId, atomic

from ..acting import Acting, check
from ..models import MembershipOffer, NetworkMembership, Organisation
from ..rules.permissions import Permission
from .common import day_of, tell_managers
from .organisations import NETWORKS


def join_network(*, member: OrgId, network: OrgId, starts: dt.date, now: dt.datetime, source: str = "") -> None:
    """Make an organisation a member of a network, from a day on; again changes nothing.

    Loaders alone do so, of worlds in which nobody could answer yet. People offer and accept, also when the offer is made
    by a command on the machine: ``offer_from_house``.

    Raises:
        Invalid: a network is not a member of itself.
    """
    if member == network:
        raise Invalid("network.member_of_itself", field="member")
    with atomic():
        _join(None, member, network, starts, now, source)


def offer_membership(*, acting: Acting, member: OrgId, now: dt.datetime) -> str:
    """Offer an association to be a member of the network acted for, and return the offer's id; again gives the same.

    Nothing changes for it, and nothing more is seen of it, before someone there accepts.

    Raises:
        Denied: no right to manage the network.
        Invalid: what is acted for is no network, or would be its own member; nobody there could accept.
        Conflict: it is a member already.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    network = acting.organisation
    if not Organisation.objects.filter(id=network, kind__in=NETWORKS).exists():
        raise Invalid("network.no_network", field="member")
    if member == network:
        raise Invalid("network.member_of_itself", field="member")
    if not Organisation.objects.filter(id=member, uses_vigie=True).exists():
        raise Invalid("network.nobody_to_accept", field="member")
    with atomic():
        if NetworkMembership.objects.filter(member_id=member, network_id=network, ends=None).exists():
            raise Conflict("network.member_already", field="member")
        row, new = MembershipOffer.objects.get_or_create(
            member_id=member, network_id=network, answer="", defaults={"made_by": acting.actor, "made_at": now}
        )
        if new:
            _note(acting, "network.membership_offered", row, now)
            tell_managers(member, "network.membership_offered", now, name=row.network.name)
    return row.id


def offer_from_house(*, member: OrgId, network: OrgId, now: dt.datetime) -> str:
    """Leave an offer of membership for whoever will first administer an association, from the machine; return its id.

    The association is not a member before someone there accepts: see ``offer_membership``. Again gives the same.

    Raises:
        Invalid: no network, or its own member. Conflict: it is a member already.
    """
    if not Organisation.objects.filter(id=network, kind__in=NETWORKS).exists():
        raise Invalid("network.no_network", field="member")
    if member == network:
        raise Invalid("network.member_of_itself", field="member")
    with atomic():
        if NetworkMembership.objects.filter(member_id=member, network_id=network, ends=None).exists():
            raise Conflict("network.member_already", field="member")
        row, new = MembershipOffer.objects.get_or_create(
            member_id=member, network_id=network, answer="", defaults={"made_by": SYSTEM, "made_at": now}
        )
        if new:
            _note(None, "network.membership_offered", row, now)
            tell_managers(network, "network.membership_offered_for_you", now, name=row.member.name)
    return row.id


def accept_membership(*, acting: Acting, offer_id: str, now: dt.datetime) -> OrgId:
    """Accept for the association acted for, a member from today on, and return the network's id.

    Raises:
        Denied: no right to manage the association.
        Missing: no offer that waits for it.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        row = _waiting(offer_id, member_id=acting.organisation)
        _answer(acting, row, MembershipOffer.Answer.ACCEPTED, now)
        _join(acting, OrgId(row.member_id), OrgId(row.network_id), day_of(now), now)
        tell_managers(OrgId(row.network_id), "network.membership_accepted", now, name=row.member.name)
    return OrgId(row.network_id)


def refuse_membership(*, acting: Acting, offer_id: str, now: dt.datetime) -> None:
    """Refuse for the association acted for: nothing changed, nothing changes.

    Raises:
        Denied: no right to manage the association.
        Missing: no offer that waits for it.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        row = _waiting(offer_id, member_id=acting.organisation)
        _answer(acting, row, MembershipOffer.Answer.REFUSED, now)
        _note(acting, "network.membership_refused", row, now)
        tell_managers(OrgId(row.network_id), "network.membership_refused", now, name=row.member.name)


def reopen_membership(*, acting: Acting, offer_id: str, now: dt.datetime) -> None:
    """Undo a refusal: the offer waits again for an answer.

    Raises:
        Denied: no right to manage the association.
        Missing: nothing it refused.
        Conflict: the network has offered again since.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        refused = MembershipOffer.objects.select_for_update().filter(
            id=offer_id, member_id=acting.organisation, answer=MembershipOffer.Answer.REFUSED
        )
        row = refused.first()
        if row is None:
            raise Missing("network.no_offer")
        if MembershipOffer.objects.filter(member_id=row.member_id, network_id=row.network_id, answer="").exists():
            raise Conflict("network.offered_again")
        row.answer, row.answered_by, row.answered_at = "", "", None
        row.save()
        _note(acting, "network.membership_reopened", row, now)


def withdraw_membership_offer(*, acting: Acting, offer_id: str, now: dt.datetime) -> None:
    """Take back an offer of the network acted for, while it waits.

    Raises:
        Denied: no right to manage the network.
        Missing: no offer of this network that waits.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        row = _waiting(offer_id, network_id=acting.organisation)
        _answer(acting, row, MembershipOffer.Answer.WITHDRAWN, now)
        _note(acting, "network.membership_withdrawn", row, now)


def leave_network(*, acting: Acting | None, member: OrgId, network: OrgId, now: dt.datetime) -> None:
    """End a membership: from today on it holds no longer. Either side may; the other is told.

    Raises:
        Denied: no right to manage organisations, or acting for neither of the two.
    """
    if acting is not None:
        check(acting, Permission.MANAGE_ORGANISATION)
        if acting.organisation not in {member, network}:
            raise Denied("network.not_your_organisation")
    yesterday = day_of(now) - dt.timedelta(days=1)
    with atomic():
        rows = NetworkMembership.objects.filter(member_id=member, network_id=network, ends=None)
        for row in rows.select_related("member", "network"):
            row.starts, row.ends = min(row.starts, yesterday), yesterday
            row.save()
            _note(acting, "network.left_network", row, now)
            if acting is not None:
                gone, told = (row.member, network) if acting.organisation == member else (row.network, member)
                tell_managers(told, "network.membership_ended", now, name=gone.name)


def _join(
    acting: Acting | None, member: OrgId, network: OrgId, starts: dt.date, now: dt.datetime, source: str = ""
) -> None:
    if NetworkMembership.objects.filter(member_id=member, network_id=network, ends=None).exists():
        return
    row = NetworkMembership.objects.create(member_id=member, network_id=network, starts=starts, source=source)
    _note(acting, "network.joined_network", row, now)


def _waiting(offer_id: str, **side: OrgId) -> MembershipOffer:
    row = MembershipOffer.objects.select_for_update().filter(id=offer_id, answer="", **side).first()
    if row is None:
        raise Missing("network.no_offer")
    return row


def _answer(acting: Acting, row: MembershipOffer, answer: MembershipOffer.Answer, now: dt.datetime) -> None:
    row.answer, row.answered_by, row.answered_at = answer, acting.actor, now
    row.save()


def _note(acting: Acting | None, verb: str, row: NetworkMembership | MembershipOffer, now: dt.datetime) -> None:
    """Write it in the journals of both sides; the other one reads what was done, not the name of who did it."""
    kind = "membership" if isinstance(row, NetworkMembership) else "membership_offer"
    for side in (OrgId(row.member_id), OrgId(row.network_id)):
        other = acting is not None and acting.organisation != side
        who, detail = (None, {"other_side": True}) if other else (acting, {})
        record(acting=who, verb=verb, kind=kind, object_id=row.id, now=now, organisation=side, detail=detail)
