"""Where the departure of an association stands, what binds it, and what it takes away of this floor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from vigie.kernel.api import OrgId, Parcel, json_parcel, table_parcel

from ..acting import Acting, check
from ..models import (
    Agreement,
    CommuniqueSignature,
    Departure,
    Meeting,
    NetworkMembership,
    Organisation,
    Responsibility,
    in_force,
)
from ..rules.permissions import Permission
from .organisations import agreement_in_force, agreements_of
from .people import colleagues


@dataclass(frozen=True, slots=True)
class DepartureCard:
    """A departure, to show."""

    asked_at: dt.datetime
    packed_at: dt.datetime | None
    left_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Bonds:
    """What binds an association to others today: titles of agreements in force, names of networks, its people."""

    agreements: tuple[str, ...]
    networks: tuple[str, ...]
    people: int


def departure(acting: Acting) -> DepartureCard | None:
    """Return the departure under way of the association acted for, or the last one that was confirmed.

    Raises:
        Denied: no right to make it leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    row = Departure.objects.filter(organisation_id=acting.organisation, withdrawn_at=None).first()
    return DepartureCard(row.asked_at, row.packed_at, row.left_at) if row else None


def bonds(acting: Acting, *, day: dt.date) -> Bonds:
    """Return what would end.

    Raises:
        Denied: no right to make it leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    agreements = [row.title for row in agreements_of(acting.organisation) if agreement_in_force(row, day)]
    networks = NetworkMembership.objects.filter(in_force(day), member_id=acting.organisation, ends=None)
    names = tuple(str(row.network) for row in networks.select_related("network"))
    return Bonds(tuple(agreements), names, len(colleagues(acting.organisation, day=day)))


def package(acting: Acting, *, day: dt.date) -> Iterator[Parcel]:
    """Yield the association's page, people with roles and rights, charges, agreements, meetings, signed communiqués.

    Raises:
        Denied: no right to make it leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    mine = acting.organisation
    yield json_parcel("association/association.json", _page(mine))
    here = colleagues(mine, day=day)
    yield table_parcel(
        "association/personnes.csv",
        [
            ["nom", "identifiant", "roles", "droits", "langues"],
            *(
                [card.name, card.username, " ".join(card.roles), " ".join(card.capabilities), " ".join(card.spoken)]
                for card in here
            ),
        ],
    )
    charges = Responsibility.objects.filter(organisation_id=mine, handed_over_on=None).select_related("person")
    yield table_parcel(
        "association/responsabilites.csv",
        [["responsabilite", "personne", "depuis"], *([row.label, row.person.name, row.since] for row in charges)],
    )
    yield json_parcel("reseau/accords.json", [_agreement(row) for row in agreements_of(mine)])
    meetings = Meeting.objects.filter(organisation_id=mine).prefetch_related("actions")
    yield json_parcel("reseau/reunions.json", [_meeting(row) for row in meetings])
    signed = CommuniqueSignature.objects.filter(organisation_id=mine).select_related("communique")
    yield json_parcel(
        "reseau/communiques.json",
        [
            {"titre": s.communique.title, "texte": s.communique.body, "publie_le": s.communique.published_at, "signe_le": s.signed_at}
            for s in signed
        ],
    )  # fmt: skip


def _page(organisation: OrgId) -> dict[str, object]:
    columns = ("name", "short_name", "kind", "legal_form", "founded", "purpose", "presentation", "website", "zones", "communes", "domains", "languages")  # fmt: skip
    row = Organisation.objects.get(id=organisation)
    return {name: getattr(row, name) for name in columns}


def _agreement(row: Agreement) -> dict[str, object]:
    return {
        "titre": row.title,
        "porte_sur": row.covers,
        "debut": row.starts,
        "fin": row.ends,
        "signe_le": row.signed_on,
        "parties": [str(party) for party in row.organisations.all()],
    }


def _meeting(row: Meeting) -> dict[str, object]:
    return {
        "titre": row.title,
        "debut": row.starts_at,
        "fin": row.ends_at,
        "lieu": row.place,
        "ordre_du_jour": row.agenda,
        "compte_rendu": row.minutes,
        "decisions": row.decisions,
        "actions": [{"texte": a.text, "pour_le": a.due_on, "etat": a.state} for a in row.actions.all()],
    }
