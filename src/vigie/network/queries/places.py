"""Places, and finding one from what people write."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from vigie.kernel.api import Missing, world

from ..models import Facility, Place, PlaceAlias


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


def fold(text: str) -> str:
    """Return a name without case, accents, hyphens, apostrophes or doubled spaces, to compare."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.casefold().split())


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
    row = rows.filter(slug=folded.replace(" ", "-")).first()
    row = row or rows.filter(insee=folded.upper()).order_by("official_name").first()
    row = row or rows.filter(aliases__folded=folded).order_by("official_name", "name").first()
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


def facilities() -> list[Facility]:
    """Return the facilities by kind and name, each with its commune; in the real world, only verified ones."""
    rows = Facility.objects.select_related("place").order_by("kind", "name")
    return list(rows if world().invented else rows.filter(verified=True))


def communes_by_zone() -> list[tuple[Place, list[Place]]]:
    """Return each zone with its communes and their other names, for the list of places."""
    zones = Place.objects.filter(kind=Place.Kind.ZONE)
    communes = Place.objects.filter(kind=Place.Kind.COMMUNE).prefetch_related("aliases")
    under: dict[str, list[Place]] = {zone.id: [] for zone in zones}
    for commune in communes:
        under.setdefault(commune.zone_id or "", []).append(commune)
    return [(zone, sorted(under[zone.id], key=lambda commune: fold(commune.name))) for zone in zones]
