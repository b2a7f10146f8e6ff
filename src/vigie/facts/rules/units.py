"""Units of counts. The list is closed; different units are never added."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """What is being counted."""

    PEOPLE = "people"
    OBJECTS = "objects"
    EQUIPMENT = "equipment"
    OPERATIONS = "operations"
    MONEY = "money"
    TIME = "time"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that can be counted: its names, one and many, in French and English."""

    code: str
    kind: UnitKind
    fr: str
    fr_plural: str
    en: str
    en_plural: str


_ROWS: dict[UnitKind, tuple[tuple[str, str, str, str, str], ...]] = {
    UnitKind.PEOPLE: (
        ("persons", "personne", "personnes", "person", "people"),
        ("women", "femme", "femmes", "woman", "women"),
        ("children", "enfant", "enfants", "child", "children"),
        ("minors_unaccompanied", "mineur·e seul·e", "mineur·es seul·es", "unaccompanied minor", "unaccompanied minors"),
        ("families", "famille", "familles", "family", "families"),
        ("persons_deprived", "personne privée de distribution", "personnes privées de distribution", "person deprived of a distribution", "people deprived of a distribution"),
        ("persons_aboard", "personne à bord", "personnes à bord", "person aboard", "people aboard"),
        ("arrests", "interpellation", "interpellations", "arrest", "arrests"),
        ("injured", "personne blessée", "personnes blessées", "injured person", "injured people"),
        ("dead", "personne morte", "personnes mortes", "dead person", "dead people"),
        ("missing", "personne disparue", "personnes disparues", "missing person", "missing people"),
        ("survivors", "personne rescapée", "personnes rescapées", "survivor", "survivors"),
        ("rescued", "personne secourue", "personnes secourues", "rescued person", "rescued people"),
        ("interpreters", "interprète", "interprètes", "interpreter", "interpreters"),
        ("observers", "observateur·rice", "observateur·rices", "observer", "observers"),
        ("officers", "agent·e", "agent·es", "officer", "officers"),
    ),
    UnitKind.OBJECTS: (
        ("tents", "tente", "tentes", "tent", "tents"),
        ("tarps", "bâche", "bâches", "tarp", "tarps"),
        ("tents_and_tarps", "tente ou bâche", "tentes et bâches", "tent or tarp", "tents and tarps"),
        ("sleeping_bags", "sac de couchage", "sacs de couchage", "sleeping bag", "sleeping bags"),
        ("blankets", "couverture", "couvertures", "blanket", "blankets"),
        ("mattresses", "matelas", "matelas", "mattress", "mattresses"),
        ("bicycles", "vélo", "vélos", "bicycle", "bicycles"),
        ("phones", "téléphone", "téléphones", "phone", "phones"),
        ("bags", "sac", "sacs", "bag", "bags"),
        ("identity_documents", "papier d’identité", "papiers d’identité", "identity document", "identity documents"),
        ("medicines", "médicament", "médicaments", "medicine", "medicines"),
        ("devices", "appareil", "appareils", "device", "devices"),
        ("pallets", "palette", "palettes", "pallet", "pallets"),
        ("boats", "embarcation", "embarcations", "boat", "boats"),
        ("shelters_destroyed", "abri détruit", "abris détruits", "shelter destroyed", "shelters destroyed"),
        ("items_destroyed", "objet détruit", "objets détruits", "item destroyed", "items destroyed"),
        ("meals", "repas", "repas", "meal", "meals"),
    ),
    UnitKind.EQUIPMENT: (
        ("sites", "lieu de vie", "lieux de vie", "living site", "living sites"),
        ("buses", "bus", "bus", "bus", "buses"),
        ("vehicles", "véhicule", "véhicules", "vehicle", "vehicles"),
        ("water_points", "point d’eau", "points d’eau", "water point", "water points"),
        ("toilets", "toilette", "toilettes", "toilet", "toilets"),
        ("showers", "douche", "douches", "shower", "showers"),
    ),
    UnitKind.OPERATIONS: (
        ("distributions_stopped", "distribution arrêtée", "distributions arrêtées", "distribution stopped", "distributions stopped"),
        ("shots", "tir", "tirs", "shot", "shots"),
        ("calls", "appel", "appels", "call", "calls"),
        ("refusals", "refus", "refus", "refusal", "refusals"),
        ("fines", "amende", "amendes", "fine", "fines"),
    ),
    UnitKind.MONEY: (
        ("cash_eur", "euro pris", "euros pris", "euro taken", "euros taken"),
        ("amount_eur", "euro d’amende", "euros d’amende", "euro of fines", "euros of fines"),
    ),
    UnitKind.TIME: (
        ("duration_min", "minute", "minutes", "minute", "minutes"),
        ("hours_held", "heure de retenue", "heures de retenue", "hour held", "hours held"),
        ("itt_days", "jour d’ITT", "jours d’ITT", "day unfit for work", "days unfit for work"),
    ),
    UnitKind.DISTANCE: (("distance_m", "mètre", "mètres", "metre", "metres"),),
}  # fmt: skip

UNITS: dict[str, Unit] = {row[0]: Unit(row[0], kind, *row[1:]) for kind, rows in _ROWS.items() for row in rows}

EVENTS = "events"
"""Not a unit of a report: figures count happenings themselves."""


def is_people(code: str) -> bool:
    """Say whether a unit counts people: small numbers of them are not published."""
    return code in UNITS and UNITS[code].kind is UnitKind.PEOPLE
