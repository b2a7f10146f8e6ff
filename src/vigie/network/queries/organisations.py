"""Organisations, the networks they belong to, the agreements between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from vigie.kernel.api import Missing, OrgId, world

from ..models import Agreement, AgreementSignature, NetworkMembership, Organisation, in_force
from .places import fold


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """An organisation, to show."""

    id: OrgId
    slug: str
    name: str
    short_name: str
    kind: str
    invented: bool
    uses_vigie: bool


@dataclass(frozen=True, slots=True)
class DirectoryFilter:
    """What the directory is narrowed to; empty means all."""

    text: str = ""
    zone: str = ""
    domain: str = ""
    language: str = ""
    network: str = ""
    commune: str = ""


def organisation(slug_or_id: str) -> OrganisationCard:
    """Return one organisation.

    Raises:
        Missing: there is none.
    """
    row = Organisation.objects.filter(slug=slug_or_id).first() or Organisation.objects.filter(id=slug_or_id).first()
    if row is None:
        raise Missing("network.no_organisation", slug=slug_or_id)
    return organisation_card(row)


def organisations(*, using_vigie: bool | None = None) -> list[OrganisationCard]:
    """Return all organisations by name, or only those that use the house."""
    rows = Organisation.objects.all()
    if using_vigie is not None:
        rows = rows.filter(uses_vigie=using_vigie)
    return [organisation_card(row) for row in rows]


def organisation_card(row: Organisation) -> OrganisationCard:
    """Return the card of a row."""
    return OrganisationCard(OrgId(row.id), row.slug, row.name, str(row), row.kind, row.invented, row.uses_vigie)


def directory(asked: DirectoryFilter, *, day: dt.date) -> list[Organisation]:
    """Return the organisations of the directory, by name, with their contacts and memberships."""
    return narrowed(everything(), asked, day=day)


def everything() -> list[Organisation]:
    """Return the whole directory, by name: two hundred rows at most, in three queries."""
    memberships = Prefetch("memberships", NetworkMembership.objects.select_related("network"))
    return list(_shown().prefetch_related("contacts", memberships))


def narrowed(rows: list[Organisation], asked: DirectoryFilter, *, day: dt.date) -> list[Organisation]:
    """Return the rows that a filter lets through. Lists of codes are compared in Python."""
    return [row for row in rows if _fits(row, asked, day)]


def _fits(row: Organisation, asked: DirectoryFilter, day: dt.date) -> bool:
    codes = (
        (asked.zone, row.zones),
        (asked.domain, row.domains),
        (asked.language, row.languages),
        (asked.commune, row.communes),
    )
    if any(wanted and wanted not in held for wanted, held in codes):
        return False
    if asked.network and asked.network not in {
        m.network.slug for m in row.memberships.all() if m.starts <= day and (m.ends is None or m.ends >= day)
    }:
        return False
    return fold(asked.text) in fold(f"{row.name} {row.short_name}")


def organisation_page(slug: str) -> Organisation:
    """Return an organisation with its memberships.

    Raises:
        Missing: there is none.
    """
    memberships = Prefetch("memberships", NetworkMembership.objects.select_related("network"))
    members = Prefetch("members", NetworkMembership.objects.select_related("member"))
    row = _shown().filter(slug=slug).prefetch_related(memberships, members).first()
    if row is None:
        raise Missing("network.no_organisation", slug=slug)
    return row


def _shown() -> QuerySet[Organisation]:
    """Return what may be shown: in the real world, nothing that no public page says of others."""
    rows = Organisation.objects.all()
    return rows if world().invented else rows.filter(verified=True)


def agreements_of(organisation_id: OrgId) -> list[Agreement]:
    """Return the agreements an organisation is party to, newest first, with parties and signatures."""
    signatures = Prefetch("signatures", AgreementSignature.objects.select_related("organisation"))
    rows = Agreement.objects.filter(organisations=organisation_id)
    return list(rows.prefetch_related("organisations", signatures))


def agreement_in_force(row: Agreement, day: dt.date) -> bool:
    """Say whether an agreement binds its parties on a day: signed by all, begun, not ended."""
    begun = row.signed_on is not None and max(row.signed_on, row.starts) <= day
    return begun and (row.ends is None or row.ends >= day)


def memberships_in_force(day: dt.date, network_id: OrgId) -> list[OrganisationCard]:
    """Return the members of a network on a day, by name."""
    ids = NetworkMembership.objects.filter(in_force(day), network_id=network_id).values_list("member_id", flat=True)
    return [organisation_card(row) for row in Organisation.objects.filter(id__in=set(ids))]
