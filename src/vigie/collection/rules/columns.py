"""What each column of an outside spreadsheet means: guessed from its heading, decided by a person, kept as a mapping."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

ALIKE = 88
COUNT_PREFIX = "count:"
OFFICERS_PREFIX = "officers:"
VEHICLES_PREFIX = "vehicles:"
TARGETS = (
    "date", "date_end", "time_from", "time_to", "place", "site", "acts", "operation_type", "mode", "forces",
    "basis_stated", "summary", "key", "url",
)  # fmt: skip
"""Where a column may go, beside one of the prefixes and a unit or a force. Nothing: it is only kept, sealed or shared."""
SINGLE = frozenset(TARGETS) - {"acts", "forces", "basis_stated", "summary"}
"""Targets that take one column only."""

_SYNONYMS: Mapping[str, str] = {
    "date": "date|jour|date de l'operation|date de l'expulsion|date des faits|le|day|incident date|date of incident|event date",
    "date_end": "date de fin|fin le|end date|date fin",
    "time_from": "heure|heure de debut|debut|horaire|start|start time|time|heure debut|heure arrivee",
    "time_to": "heure de fin|fin|end|end time|heure fin",
    "place": "commune|ville|lieu|localite|town|city|place|location|location of death|municipality|endroit",
    "site": "lieu de vie|site|camp|campement|living site|terrain|nom du lieu de vie",
    "acts": "type|type d'operation ou d'acte|acte|actes|faits|nature|nature des faits|evenement|act|acts|incident type|type d'evenement|ce qui s'est passe|que s'est-il passe|ce qui s'est produit|what happened",
    "operation_type": "type d'operation|operation|operation type",
    "mode": "observation|mode d'observation|observe|how observed|observed",
    "forces": "forces|forces presentes|forces de l'ordre|police forces|unites",
    "basis_stated": "base legale|base legale invoquee|fondement|motif invoque|legal basis",
    "key": "n°|no|numero|id|identifiant|reference|ref|main id|incident id|code",
    "url": "lien|url|link|source url",
}
_UNITS: Mapping[str, str] = {
    "persons": "personnes|nombre de personnes|nb personnes|exiles|expulses|personnes expulsees|people|persons|number of people|nb de personnes|effectif",
    "women": "femmes|women|no. female|female",
    "children": "enfants|mineurs|children|minors|no. minors",
    "minors_unaccompanied": "mna|mie|mineurs isoles|mineurs non accompagnes|unaccompanied minors",
    "families": "familles|families",
    "tents": "tentes|nombre de tentes|nb tentes|tents|tentes prises|tentes saisies",
    "tarps": "baches|tarps|nb baches",
    "sleeping_bags": "duvets|sacs de couchage|sleeping bags",
    "blankets": "couvertures|blankets",
    "mattresses": "matelas|mattresses",
    "bicycles": "velos|bicycles|bikes",
    "phones": "telephones|phones",
    "bags": "sacs|bags",
    "arrests": "interpellations|arrestations|arrests|nb interpellations",
    "injured": "blesses|injured|nb blesses",
    "buses": "bus|cars|buses",
    "officers": "agents|policiers|effectifs police|officers|nombre d'agents",
    "vehicles": "vehicules|fourgons|vehicles|vans",
    "observers": "observateurs|observateur·rices|observers|nb observateurs",
    "dead": "morts|deces|dead|no. dead|number of dead",
    "missing": "disparus|missing|no. missing|number of missing",
    "survivors": "rescapes|survivants|survivors|no. survivors|number of survivors",
    "meals": "repas|meals",
}
_FORCES: Mapping[str, str] = {
    "CRS": "crs|nb crs|nombre de crs",
    "GM": "gendarmes mobiles|gm",
    "GN": "gendarmes|gendarmerie",
    "PN": "police nationale|pn",
    "PAF": "paf|police aux frontieres",
    "BAC": "bac",
    "PM": "police municipale",
}


@dataclass(frozen=True, slots=True)
class Column:
    """What to do with one column: where it goes (a target, or nothing), and whether its words may be shared as they stand."""

    to: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class ActRule:
    """An act to add to a row: always, when a count of the row is above zero, or when a column holds one of some words."""

    code: str
    count: str = ""
    column: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a spreadsheet is read.

    Attributes:
        columns: by heading; a heading that is absent is sealed.
        external: a public source: nothing of it needs sealing, and each row says so.
        place: slug of the place when a row names none that is known.
        place_names: more names for places, folded, each with its slug; tried in order inside the text.
        place_inside: whether a place is looked for inside a longer text.
        places_by: for a heading, the place of each of its values, when no name was recognised.
        mode, source_link, reliability: codes given to every row that says nothing else.
        acts: rules that add acts to a row.
        key: what external keys start with, so that two sources never collide.
    """

    columns: Mapping[str, Column] = field(default_factory=dict)
    external: bool = False
    place: str = ""
    place_names: Mapping[str, str] = field(default_factory=dict)
    place_inside: bool = False
    places_by: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mode: str = ""
    source_link: str = ""
    reliability: str = "99"
    acts: tuple[ActRule, ...] = ()
    key: str = ""

    def headings_to(self, target: str) -> list[str]:
        """Return the headings that go to a target."""
        return [heading for heading, column in self.columns.items() if column.to == target]

    @property
    def sealed(self) -> bool:
        """Say whether something of the file must be sealed: whatever is not shared as it stands."""
        return not (self.external and all(column.shared for column in self.columns.values()))


def fold_heading(text: str) -> str:
    """Return a heading without case, accents, stops or doubled blanks, to compare."""
    plain = unicodedata.normalize("NFKD", text.replace("°", "o").replace("’", "'"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^\w'·]+", " ", letters).split())


def _lexicon() -> dict[str, str]:
    words: dict[str, str] = {}
    groups = (("", _SYNONYMS), (COUNT_PREFIX, _UNITS), (OFFICERS_PREFIX, _FORCES))
    for prefix, group in groups:
        for code, names in group.items():
            for name in names.split("|"):
                words.setdefault(fold_heading(name), f"{prefix}{code}")
    return words


LEXICON = _lexicon()
PERSONAL = frozenset(
    ["telephone", "tel", "phone", "portable", "mobile", "nom", "prenom", "name", "contact", "nationalite"]
)
"""Headings of what belongs to a person: near a word of ours they may be ("Téléphone", "téléphones"), guessed they are not."""


def guess(headings: Sequence[str]) -> ColumnMap:
    """Return a mapping guessed from headings: a proposal that a person reads before anything is imported."""
    columns: dict[str, Column] = {}
    taken: set[str] = set()
    for heading in headings:
        target = _guess_one(heading)
        if target in taken and (target in SINGLE or ":" in target):
            target = ""
        taken.add(target)
        columns[heading] = Column(target)
    return ColumnMap(columns)


def _guess_one(heading: str) -> str:
    """Return the target a heading means: the whole of it, else its last part ("Matériel saisi / Tentes")."""
    for part in (heading, heading.rpartition(" / ")[2]):
        folded = fold_heading(part)
        if folded in PERSONAL:
            return ""
        if folded in LEXICON:
            return LEXICON[folded]
        near = (
            process.extractOne(folded, LEXICON.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
            if len(folded) > 4
            else None
        )
        if near:
            return LEXICON[near[0]]
    return ""


class BadMapping(ValueError):
    """A mapping that cannot be read; its message names the key at fault."""


def read_mapping(data: object, *, units: Iterable[str]) -> ColumnMap:
    """Return the mapping written in a YAML file, already parsed.

    Args:
        data: ``columns: {"Heading": {to: date, keep: shared}}`` and the other attributes of ``ColumnMap``; ``acts`` is a list of
            ``{code, count}`` or ``{code, column, words}``.
        units: codes of units that exist.

    Raises:
        BadMapping: an unknown key, target or unit.
    """
    if not isinstance(data, Mapping):
        raise BadMapping("columns")
    known = {
        "columns",
        "external",
        "place",
        "place_names",
        "place_inside",
        "places_by",
        "mode",
        "source_link",
        "reliability",
        "acts",
        "key",
    }
    unknown = set(map(str, data)) - known - {"title", "source", "licence", "name"}
    if unknown:
        raise BadMapping(min(unknown))
    columns = data.get("columns")
    if not isinstance(columns, Mapping):
        raise BadMapping("columns")
    rest: dict[str, Any] = {key: data[key] for key in known & set(data) - {"columns", "acts", "place_names"}}
    return ColumnMap(
        columns={str(heading): _column(str(heading), value, frozenset(units)) for heading, value in columns.items()},
        acts=tuple(_act_rule(rule) for rule in data.get("acts", ())),
        place_names={fold_heading(str(name)): str(slug) for name, slug in (data.get("place_names") or {}).items()},
        **rest,
    )


def _column(heading: str, value: object, units: frozenset[str]) -> Column:
    if isinstance(value, str):
        value = {"to": value}
    if not isinstance(value, Mapping) or set(value) - {"to", "keep"}:
        raise BadMapping(heading)
    target, keep = str(value.get("to") or ""), str(value.get("keep") or "sealed")
    if not is_target(target, units) or keep not in {"shared", "sealed"}:
        raise BadMapping(heading)
    return Column(target, shared=keep == "shared")


def is_target(target: str, units: Iterable[str]) -> bool:
    """Say whether a column may go there."""
    if target.startswith(COUNT_PREFIX):
        return target.removeprefix(COUNT_PREFIX) in set(units)
    return not target or target in TARGETS or target.startswith((OFFICERS_PREFIX, VEHICLES_PREFIX))


def _act_rule(value: object) -> ActRule:
    if not isinstance(value, Mapping) or "code" not in value or set(value) - {"code", "count", "column", "words"}:
        raise BadMapping("acts")
    words = tuple(fold_heading(str(word)) for word in value.get("words", ()))
    return ActRule(str(value["code"]), str(value.get("count", "")), str(value.get("column", "")), words)


def write_mapping(mapping: ColumnMap) -> dict[str, Any]:
    """Return a mapping as plain values, to keep; ``read_mapping`` reads it back the same."""
    return {
        "columns": {h: {"to": c.to, "keep": "shared" if c.shared else "sealed"} for h, c in mapping.columns.items()},
        "external": mapping.external,
        "place": mapping.place,
        "place_names": dict(mapping.place_names),
        "place_inside": mapping.place_inside,
        "places_by": {heading: dict(values) for heading, values in mapping.places_by.items()},
        "mode": mapping.mode,
        "source_link": mapping.source_link,
        "reliability": mapping.reliability,
        "acts": [{"code": a.code, "count": a.count, "column": a.column, "words": list(a.words)} for a in mapping.acts],
        "key": mapping.key,
    }
