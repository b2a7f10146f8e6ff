"""Reads: organisations, people, places."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass

from vigie.kernel.api import ActorId, Missing, OrgId

from .models import Organisation, Person, Place, PlaceAlias, RoleGrant, in_force
from .rules.permissions import Role


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
class PlaceCard:
    """A commune or zone, to show. Coordinates are the commune's centre, in degrees."""

    id: str
    slug: str
    name: str
    kind: str
    zone: str
    insee: str
    country: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person, to show."""

    id: ActorId
    username: str
    name: str


def fold(text: str) -> str:
    """Return a name without case, accents, hyphens, apostrophes or doubled spaces, to compare."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.casefold().split())


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


def places(*, zone: str = "", kind: str = Place.Kind.COMMUNE) -> list[PlaceCard]:
    """Return communes (or zones) by name; only those of a zone when its slug is given."""
    rows = Place.objects.filter(kind=kind).select_related("zone")
    if zone:
        rows = rows.filter(zone__slug=zone)
    return [place_card(row) for row in rows]


def place(slug_or_id: str) -> PlaceCard:
    """Return one place.

    Raises:
        Missing: there is none.
    """
    rows = Place.objects.select_related("zone")
    row = rows.filter(slug=slug_or_id).first() or rows.filter(id=slug_or_id).first()
    if row is None:
        raise Missing("network.no_place", slug=slug_or_id)
    return place_card(row)


def find_place(text: str) -> PlaceCard | None:
    """Return the commune a name means: slug, name, INSEE code or alias, whatever the case and accents; else nothing."""
    folded = fold(text)
    if not folded:
        return None
    rows = Place.objects.select_related("zone").filter(kind=Place.Kind.COMMUNE)
    row = rows.filter(slug=folded.replace(" ", "-")).first() or rows.filter(insee=text.strip()).first()
    if row is None:
        alias = PlaceAlias.objects.filter(folded=folded, place__kind=Place.Kind.COMMUNE).first()
        row = rows.filter(id=alias.place_id).first() if alias else None
    return place_card(row) if row else None


def place_names() -> dict[str, str]:
    """Return, for every folded name and alias of a commune, its slug: to find places inside a text."""
    names = {fold(p.name): p.slug for p in Place.objects.filter(kind=Place.Kind.COMMUNE)}
    aliases = PlaceAlias.objects.filter(place__kind=Place.Kind.COMMUNE).select_related("place")
    return names | {a.folded: a.place.slug for a in aliases}


def place_card(row: Place) -> PlaceCard:
    """Return the card of a row."""
    zone = row.zone.slug if row.zone else ""
    return PlaceCard(row.id, row.slug, row.name, row.kind, zone, row.insee, row.country, row.latitude, row.longitude)


def people_of(organisation_id: OrgId, *, day: dt.date, roles: frozenset[Role] = frozenset()) -> list[PersonCard]:
    """Return the people who have a role (one of ``roles`` when given) in an organisation that day, by name."""
    grants = RoleGrant.objects.filter(in_force(day), organisation_id=organisation_id, person__is_active=True)
    if roles:
        grants = grants.filter(role__in=[r.value for r in roles])
    ids = set(grants.values_list("person_id", flat=True))
    return [PersonCard(ActorId(p.id), p.username, p.name) for p in Person.objects.filter(id__in=ids)]


def organisations_of(person_id: str, *, day: dt.date) -> list[OrganisationCard]:
    """Return the organisations a person has a role in that day, by name."""
    ids = RoleGrant.objects.filter(in_force(day), person_id=person_id).values_list("organisation_id", flat=True)
    return [organisation_card(o) for o in Organisation.objects.filter(id__in=set(ids))]
