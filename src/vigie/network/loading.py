"""Reference data: communes, zones, facilities, public organisations. From ``data/*.yaml``, as often as one likes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vigie.journal.api import record
from vigie.kernel.api import OrgId, atomic, world

from .models import Facility, Organisation, Place, PlaceAlias
from .queries import fold

DATA = Path(__file__).parent / "data"
Row = Mapping[str, Any]


def load_reference(*, now: dt.datetime) -> None:
    """Bring the reference data of the current world up to date.

    What no public page says of a real place or organisation is left out of the real world.
    """
    unverified = world().invented
    load_places(now=now, include_unverified=unverified)
    load_organisations(now=now, include_unverified=unverified)


def load_places(*, now: dt.datetime, include_unverified: bool) -> int:
    """Load zones, communes with their other names, and facilities; return how many communes there are. Idempotent."""
    data = _read("places")
    with atomic():
        zones = {row["slug"]: _zone(row) for row in data["zones"]}
        for row in data["communes"]:
            _commune(row, zones[row["zone"]], include_unverified=include_unverified)
        _facilities(_read("facilities")["facilities"], include_unverified=include_unverified)
        _note("network.places_loaded", len(data["communes"]), now)
    return len(data["communes"])


def load_organisations(*, now: dt.datetime, include_unverified: bool) -> int:
    """Load the public organisations and return how many. Idempotent; one that uses the house keeps what it says of itself."""
    data = _read("organisations")
    shown = [row for row in data["organisations"] if include_unverified or row.get("verified", True)]
    with atomic():
        unread = [row["slug"] for row in data["organisations"] if not row.get("verified", True)]
        Organisation.objects.filter(slug__in=unread).update(verified=False)
        for row in shown:
            _organisation(row, data["read_on"], include_unverified=include_unverified)
        _note("network.organisations_loaded", len(shown), now)
    return len(shown)


@cache
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def _zone(row: Row) -> Place:
    values = {"kind": Place.Kind.ZONE, "name": row["name"], "name_en": row["name_en"]}
    zone, _new = Place.objects.update_or_create(slug=row["slug"], defaults=values)
    return zone


def _commune(row: Row, zone: Place, *, include_unverified: bool) -> None:
    latitude, longitude = row["at"]
    values = {
        "kind": Place.Kind.COMMUNE,
        "name": row["name"],
        "insee": row.get("insee", ""),
        "official_name": row.get("belongs_to", ""),
        "country": row.get("country", "FR"),
        "departement": row.get("departement", ""),
        "zone": zone,
        "latitude": latitude,
        "longitude": longitude,
        "coordinates_source": row["from"],
        "note": row.get("note", "") if include_unverified else "",
        "note_en": row.get("note_en", "") if include_unverified else "",
        "valid_from": row.get("since"),
        "valid_to": row.get("until"),
    }
    place, _new = Place.objects.update_or_create(slug=row["slug"], defaults=values)
    _aliases(place, row)


def _aliases(place: Place, row: Row) -> None:
    for name in [row["name"], *row.get("aliases", [])]:
        _alias(place, name, PlaceAlias.Kind.NAME, None)
    if row.get("belongs_to") and row.get("until"):
        _alias(place, row["belongs_to"], PlaceAlias.Kind.NAME, None)
    for former in row.get("former", []):
        until = former.get("until")
        if former["name"] != row["name"]:
            _alias(place, former["name"], PlaceAlias.Kind.FORMER_COMMUNE, until)
        if "code" in former:
            _alias(place, former["code"], PlaceAlias.Kind.FORMER_CODE, until)


def _alias(place: Place, name: str, kind: PlaceAlias.Kind, until: dt.date | None) -> None:
    values = {"name": name, "kind": kind, "valid_to": until}
    PlaceAlias.objects.update_or_create(place=place, folded=fold(name), defaults=values)


def _facilities(rows: Iterable[Row], *, include_unverified: bool) -> None:
    places = {place.slug: place for place in Place.objects.all()}
    for row in rows:
        verified = row.get("verified", True)
        if not verified and not include_unverified:
            Facility.objects.filter(slug=row["slug"]).update(verified=False)
            continue
        slug = row.get("place") or (row.get("unverified_place") if include_unverified else None)
        texts = {key: row.get(key, "") for key in ("name", "name_en", "kind", "authority", "note", "note_en", "source")}
        values = {**texts, "place": places.get(slug or ""), "verified": verified}
        Facility.objects.update_or_create(slug=row["slug"], defaults=values)


def _organisation(row: Row, read_on: dt.date, *, include_unverified: bool) -> None:
    known = Organisation.objects.filter(slug=row["slug"]).first()
    if known is not None and known.uses_vigie:
        return
    more = row.get("unverified_facts", []) if include_unverified else []
    texts = {key: row.get(key, "") for key in ("name", "short_name", "kind", "website", "source")}
    values = {
        **texts,
        "legal_form": row.get("legal_form", ""),
        "founded": row.get("founded"),
        "presentation": " ".join([row.get("presentation", ""), *more]).strip(),
        "zones": row["zones"],
        "domains": row["domains"],
        "ties": row.get("ties", []),
        "verified": row.get("verified", True),
        "verified_on": read_on if row.get("verified", True) else None,
    }
    Organisation.objects.update_or_create(slug=row["slug"], defaults=values)


def _note(verb: str, number: int, now: dt.datetime) -> None:
    record(
        acting=None,
        verb=verb,
        kind="reference",
        object_id="reference",
        now=now,
        organisation=OrgId(""),
        detail={"number": number},
    )
