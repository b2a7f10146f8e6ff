"""Organisations and the networks they belong to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Denied, Invalid, OrgId, atomic

from ..acting import Acting, check
from ..models import NetworkMembership, Organisation
from ..queries import OrganisationCard, organisation_card
from ..rules.permissions import Permission
from .common import day_of


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """What is said of an organisation. ``zones`` and ``domains`` are codes; ``founded`` is a year."""

    slug: str
    name: str
    kind: str = Organisation.Kind.ASSOCIATION
    short_name: str = ""
    legal_form: str = ""
    founded: int | None = None
    purpose: str = ""
    presentation: str = ""
    website: str = ""
    zones: Sequence[str] = ()
    domains: Sequence[str] = ()
    languages: Sequence[str] = ()
    source: str = ""
    invented: bool = False
    uses_vigie: bool = False


NETWORKS = frozenset({Organisation.Kind.PLATFORM, Organisation.Kind.FEDERATION})
"""Kinds of organisations that have members, and so see what members share with their network."""

_TEXTS = ("name", "kind", "short_name", "legal_form", "founded", "purpose", "presentation", "website", "source")
_LISTS = ("zones", "domains", "languages")


def create_organisation(*, acting: Acting | None, draft: OrganisationDraft, now: dt.datetime) -> OrganisationCard:
    """Enter an organisation in the directory. ``acting`` is ``None`` for the house itself: loaders and commands.

    Raises:
        Denied: no right to manage organisations.
        Conflict: the slug is taken.
    """
    if acting is not None:
        check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        if Organisation.objects.filter(slug=draft.slug).exists():
            raise Conflict("network.slug_taken", field="slug", slug=draft.slug)
        row = Organisation(slug=draft.slug, invented=draft.invented, uses_vigie=draft.uses_vigie)
        _fill(row, draft)
        _note(acting, "network.organisation_created", row, now)
    return organisation_card(row)


def change_organisation(*, acting: Acting, draft: OrganisationDraft, now: dt.datetime) -> OrganisationCard:
    """Change what is said of the association acted for. Its slug, and whether it is invented, stay.

    Raises:
        Denied: no right to manage it.
        Invalid: it would call itself a network, which only the house says: a network sees what its members share.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        row = Organisation.objects.select_for_update().get(id=acting.organisation)
        if draft.kind in NETWORKS and row.kind not in NETWORKS:
            raise Invalid("network.kind_of_network", field="kind")
        _fill(row, draft)
        _note(acting, "network.organisation_changed", row, now)
    return organisation_card(row)


def join_network(
    *, acting: Acting | None, member: OrgId, network: OrgId, starts: dt.date, now: dt.datetime, source: str = ""
) -> None:
    """Make an organisation a member of a network, from a day on; again changes nothing.

    The network itself says who belongs to it, or the house by a command: nobody gives themself a right to see.

    Raises:
        Denied: no right to manage organisations, or not acting for the network.
        Invalid: it has no members, being no network; a network is not a member of itself.
    """
    _may_touch(acting, network)
    if acting and not Organisation.objects.filter(id=network, kind__in=NETWORKS).exists():
        raise Invalid("network.no_network", field="member")
    if member == network:
        raise Invalid("network.member_of_itself", field="member")
    with atomic():
        known = NetworkMembership.objects.filter(member_id=member, network_id=network, ends=None)
        if known.exists():
            return
        row = NetworkMembership.objects.create(member_id=member, network_id=network, starts=starts, source=source)
        _note_membership(acting, "network.joined_network", row, now)


def leave_network(*, acting: Acting | None, member: OrgId, network: OrgId, now: dt.datetime) -> None:
    """End a membership: from today on it holds no longer. Either side may.

    Raises:
        Denied: no right to manage organisations, or acting for neither of the two.
    """
    _may_touch(acting, member, network)
    yesterday = day_of(now) - dt.timedelta(days=1)
    with atomic():
        for row in NetworkMembership.objects.filter(member_id=member, network_id=network, ends=None):
            row.starts, row.ends = min(row.starts, yesterday), yesterday
            row.save()
            _note_membership(acting, "network.left_network", row, now)


def _may_touch(acting: Acting | None, *sides: OrgId) -> None:
    if acting is None:
        return
    check(acting, Permission.MANAGE_ORGANISATION)
    if acting.organisation not in sides:
        raise Denied("network.not_your_organisation")


def _note_membership(acting: Acting | None, verb: str, row: NetworkMembership, now: dt.datetime) -> None:
    member = OrgId(row.member_id)
    record(acting=acting, verb=verb, kind="membership", object_id=row.id, now=now, organisation=member)


def _fill(row: Organisation, draft: OrganisationDraft) -> None:
    for name in _TEXTS:
        setattr(row, name, getattr(draft, name))
    for name in _LISTS:
        setattr(row, name, list(getattr(draft, name)))
    row.save()


def _note(acting: Acting | None, verb: str, row: Organisation, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="organisation", object_id=row.id, now=now, organisation=OrgId(row.id))
