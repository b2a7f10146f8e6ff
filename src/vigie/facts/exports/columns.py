"""What an export holds: its columns, in order, each with the sentence of the data dictionary."""

from __future__ import annotations

import calendar
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from vigie.kernel.api import Count

from ..models import SourceStatement
from ..rules.units import UNITS


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, what it holds in French and English, how it is read.

    ``own``: filled for one's own rows alone. ``fine``: for those, and for others' when the full detail is asked.
    """

    name: str
    fr: str
    en: str
    read: Callable[[SourceStatement], Any]
    fine: bool = False
    own: bool = False


def said(count: Count | None) -> str:
    """Return a count as ``12:exact``, ``:unknown`` when nobody counted, nothing when nobody spoke of it."""
    return f"{'' if count.number is None else count.number}:{count.qualifier.value}" if count else ""


def _of_observation(name: str) -> Callable[[SourceStatement], Any]:
    return lambda row: getattr(row.observation, name) if row.observation else None


def _of_testimony(name: str) -> Callable[[SourceStatement], Any]:
    return lambda row: getattr(row.testimony, name) if row.testimony else None


def _list(name: str) -> Callable[[SourceStatement], Any]:
    return lambda row: ";".join(getattr(row.observation, name)) if row.observation else None


def _plain(name: str) -> Callable[[SourceStatement], Any]:
    return lambda row: getattr(row, name)


def _acts(row: SourceStatement) -> str:
    return ";".join(f"{a.act_type_id}={said(a.count)}" if a.count else a.act_type_id for a in row.acts.all())


def _forces(row: SourceStatement) -> str:
    return ";".join(f"{f.code}={said(f.officers)}/{said(f.vehicles)}".rstrip("/=") for f in row.forces.all())


def _involved(row: SourceStatement) -> str:
    return ";".join(f"{a.act_type_id}>{i.force}={i.degree}" for a in row.acts.all() for i in a.involvements.all())


def _site(row: SourceStatement) -> str | None:
    return row.site.pseudonym if row.site else None


def _zone(row: SourceStatement) -> str | None:
    return row.place.zone.slug if row.place.zone else None


def _known(row: SourceStatement) -> str:
    """Say whether a row is made up, comes from a public source, or is the network's own."""
    if row.invented:
        return "inventé"
    return "public" if row.observation and row.observation.origin == "external" else "réseau"


FIXED: tuple[Column, ...] = (
    Column("id", "Identifiant du relevé ou du témoignage", "Identifier of the report", _plain("id")),
    Column("event_id", "Évènement : les lignes du même évènement racontent la même chose", "Event: rows of one event tell of the same happening", _plain("event_id")),
    Column("kind", "observation (relevé) ou testimony (témoignage)", "observation or testimony", lambda r: "observation" if r.observation else "testimony"),
    Column("owner", "Association qui a enregistré", "Association that recorded it", lambda r: r.owner.slug),
    Column("known", "inventé, public (source extérieure citée) ou réseau", "inventé (made up), public (outside source, cited) or réseau (the network’s own)", _known),
    Column("origin", "Voie d’arrivée : field, paper, message, import, hand, external", "Way in: field, paper, message, import, hand, external", _of_observation("origin")),
    Column("external_url", "Page de la source extérieure", "Page of the outside source", _of_observation("external_url")),
    Column("external_key", "Référence donnée par la source", "Reference given by the source", _of_observation("external_key")),
    Column("commune", "Commune ou zone", "Commune or zone", lambda r: r.place.slug),
    Column("insee", "Code INSEE de la commune", "INSEE code of the commune", lambda r: r.place.insee),
    Column("zone", "Zone de la commune", "Zone of the commune", _zone),
    Column("site", "Pseudonyme du lieu de vie (ses propres lignes seulement)", "Pseudonym of the living site (one’s own rows only)", _site, own=True),
    Column("date_start", "Premier jour", "First day", _plain("start")),
    Column("date_end", "Dernier jour", "Last day", _plain("end")),
    Column("date_precision", "Précision : day, month, season, year, span", "Precision: day, month, season, year, span", _plain("precision")),
    Column("time_from", "Heure de début", "Start time", _plain("time_from"), fine=True),
    Column("time_to", "Heure de fin", "End time", _plain("time_to"), fine=True),
    Column("acts", "Actes, par code ; le nombre propre à l’acte après =", "Acts, by code; the act’s own count after =", _acts),
    Column("forces", "Forces présentes, par code ; agent·es puis véhicules après =", "Forces present, by code; officers then vehicles after =", _forces),
    Column("involvement", "Part prise par une force dans un acte : acte>force=degré", "Part a force took in an act: act>force=degree", _involved),
    Column("observation_mode", "Comment c’est su", "How it is known", _of_observation("mode")),
    Column("operation_type", "Type d’opération", "Type of operation", _of_observation("operation_type")),
    Column("basis_asked", "Base légale demandée ? vide : non précisé", "Was the legal basis asked? empty: not said", _of_observation("basis_asked")),
    Column("basis_stated", "Base légale annoncée, par code", "Legal basis stated, by code", _list("basis_stated")),
    Column("basis_stated_by", "Annoncée par (force)", "Stated by (force)", _of_observation("basis_stated_by")),
    Column("basis_shown", "Document montré ? vide : non précisé", "Was a document shown? empty: not said", _of_observation("basis_shown")),
    Column("aftermath", "Suites, par code", "What came after, by code", _list("aftermath")),
    Column("verification", "Vérification", "Verification", _plain("verification")),
    Column("reliability", "Fiabilité de la source (liste HURIDOCS 42)", "Reliability of the source (HURIDOCS list 42)", _plain("reliability")),
    Column("source_link", "Lien de la source avec les faits (liste HURIDOCS 19)", "Link of the source to the facts (HURIDOCS list 19)", _plain("source_link")),
    Column("pseudonym", "Pseudonyme de la personne qui témoigne (détail complet)", "Pseudonym of the witness (full detail)", _of_testimony("pseudonym"), fine=True),
    Column("age_band", "Tranche d’âge (détail complet)", "Age band (full detail)", _of_testimony("age_band"), fine=True),
    Column("audience", "Partage : owner, partners, network", "Shared with: owner, partners, network", _plain("audience")),
    Column("summary", "Résumé relu et pseudonymisé (détail complet)", "Reviewed, pseudonymised summary (full detail)", _plain("summary"), fine=True),
    Column("media", "Nombre de pièces scellées", "Number of sealed files", lambda r: len(r.media.all())),
    Column("version", "Version de la ligne", "Version of the row", _plain("version")),
)  # fmt: skip
"""One row per statement, in the order of the file."""

SOURCE = "source:"


class Closeness(IntEnum):
    """How closely a row is shown: to the month, as it was shared, or whole because it is one's own."""

    MONTH = 0
    SHARED = 1
    OWN = 2


def values_of(row: SourceStatement, closeness: Closeness) -> dict[str, Any]:
    """Return the fixed columns of a row, as closely as it may be shown."""
    shown = [
        c for c in FIXED if closeness >= (Closeness.OWN if c.own else Closeness.SHARED if c.fine else Closeness.MONTH)
    ]
    values = {column.name: column.read(row) for column in shown}
    return values | coarse_dates(row) if closeness is Closeness.MONTH else values


def coarse_dates(row: SourceStatement) -> dict[str, Any]:
    """Return the date of a row cut to the month."""
    last = calendar.monthrange(row.end.year, row.end.month)[1]
    precision = row.precision if row.precision in {"season", "year"} else "month"
    return {"date_start": row.start.replace(day=1), "date_end": row.end.replace(day=last), "date_precision": precision}


def counts_of(row: SourceStatement) -> dict[str, Count]:
    """Return what a statement counted, by unit."""
    return {t.unit: t.count for t in row.tallies.all()}


def source_columns_of(row: SourceStatement) -> Mapping[str, Any]:
    """Return every column of the outside source, as it was."""
    columns: Mapping[str, Any] = row.observation.source_columns if row.observation else {}
    return columns


def written(value: Any) -> Any:
    """Return a source's value for a cell: lists and objects as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def unit_columns(units: list[str]) -> list[Column]:
    """Return the two columns of each unit: a number, and its qualifier. Units are never added to each other."""
    found = []
    for code in units:
        unit = UNITS[code]
        found.append(Column(code, f"Nombre : {unit.fr_plural}", f"Number: {unit.en_plural}", lambda _: None))
        fr = "exact, min (au moins), about (environ), unknown (pas compté) ; vide : pas demandé"
        en = "exact, min (at least), about, unknown (not counted); empty: not asked"
        found.append(Column(f"{code}_qualifier", fr, en, lambda _: None))
    return found
