"""Six months of invented observations, in the rhythm of what the associations publish.

A month of the Calaisis counts about a hundred routine evictions and some ninety tents, Grande-Synthe about one large
operation a week with several hundred people: the proportions of the public bulletins of 2024, not their facts.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vigie.facts.api import (
    ActDraft,
    CircumstancesDraft,
    ForceDraft,
    ObservationDraft,
    Origin,
    ShiftDraft,
    StatementDraft,
    Verification,
)
from vigie.kernel.api import Count, FuzzyDate, Qualifier
from vigie.network.api import Audience

CALAIS_SITES = ("Bassin", "Platane", "Rail", "Dune basse", "Écluse", "Hangar gris", "Verger")
NORTH_SITES = ("Puits", "Grue", "Lisière", "Voie douce")
BEACHES = ("gravelines", "oye-plage", "wimereux", "sangatte", "equihen-plage", "bray-dunes")
NORTH = ("grande-synthe", "loon-plage")


@dataclass(frozen=True, slots=True)
class Told:
    """One invented record and the association that made it."""

    organisation: str
    draft: ObservationDraft | ShiftDraft


def tell(*, first: dt.date, last: dt.date, seed: int = 62193) -> Iterator[Told]:
    """Yield every record from the first day to the last; the same seed tells the same story."""
    chance = random.Random(seed)  # noqa: S311 -- a story, not a secret
    day = first
    while day <= last:
        yield from _calais(chance, day)
        yield from _north(chance, day)
        yield from _coast(chance, day)
        yield from _elsewhere(chance, day)
        day += dt.timedelta(days=1)


def _calais(chance: random.Random, day: dt.date) -> Iterator[Told]:
    """Each site every other morning; one association sees nine in ten, another sometimes sees the same."""
    sites = CALAIS_SITES[day.toordinal() % 2 :: 2]
    seen = 0
    for site in sites:
        if chance.random() < 0.04:
            continue
        draft = _routine(chance, day, site)
        seen += draft.circumstances.mode.startswith("direct")
        yield Told("demo", draft)
        if chance.random() < 0.05:
            yield Told("estran-sante", _same_seen_by_another(chance, draft))
    missed = sum(chance.random() < 0.1 for _ in sites)
    yield Told("demo", _shift(day, ("calais", "marck"), seen, missed, obstructed=chance.random() < 0.2))


def _routine(chance: random.Random, day: dt.date, site: str) -> ObservationDraft:
    people, tents = chance.randint(3, 38), _few(chance, 0.45, 5)
    acts = [ActDraft("EXP01")]
    counts = {"persons": _about(chance, people)}
    if tents:
        acts.append(ActDraft("BIE01", Count(tents, Qualifier.MIN)))
        counts["tents"] = Count(tents, Qualifier.MIN)
    if blankets := _few(chance, 0.2, 8):
        acts.append(ActDraft("BIE02"))
        counts["sleeping_bags"] = Count(blankets, Qualifier.MIN)
    if arrests := _few(chance, 0.12, 4):
        acts.append(ActDraft("CTR03", Count(arrests, Qualifier.MIN)))
        counts["arrests"] = Count(arrests, Qualifier.MIN)
    if chance.random() < 0.08:
        counts["minors_unaccompanied"] = Count(chance.randint(1, 4), Qualifier.MIN)
    acts += [
        ActDraft(code)
        for code, odds in (
            ("OBS01", 0.3),
            ("OBS02", 0.1),
            ("OBS04", 0.06),
            ("EXP05", 0.4),
            ("VIO05", 0.05),
            ("VIO02", 0.03),
        )
        if chance.random() < odds
    ]
    hour = dt.time(chance.randint(6, 10), chance.choice((0, 10, 15, 30, 40, 50)))
    statement = StatementDraft(
        place="marck" if site == "Verger" else "calais",
        date=FuzzyDate.day(day),
        site=site,
        time_from=hour,
        acts=tuple(acts),
        counts=counts,
        forces=_forces(chance),
        source_link="0102",
        reliability="01",
        summary=_summary(chance, people, tents),
    )
    return ObservationDraft(statement, _circumstances(chance), Origin.FIELD, *_shared(chance), invented=True)


def _same_seen_by_another(chance: random.Random, draft: ObservationDraft) -> ObservationDraft:
    statement = draft.statement
    later = replace(
        statement,
        site="",
        summary="Deux soignant·es passé·es peu après : des personnes disent avoir dû partir. (Récit inventé)",
        counts={
            "persons": Count(max(2, (statement.counts["persons"].number or 5) - chance.randint(0, 5)), Qualifier.ABOUT)
        },
        acts=statement.acts[:2],
        forces=(),
        source_link="0402",
    )
    seen_after = CircumstancesDraft(mode="apres", operation_type="quotidienne")
    return replace(draft, statement=later, circumstances=seen_after, audience=Audience.NETWORK)


def _north(chance: random.Random, day: dt.date) -> Iterator[Told]:
    """About one large operation a week, and small ones between."""
    if day.weekday() in {1, 3, 5}:
        operation = day.weekday() == 3 and chance.random() < 0.85
        if operation:
            yield Told("quai-ouvert", _large(chance, day))
        yield Told(
            "quai-ouvert",
            _shift(day, NORTH, int(operation), int(chance.random() < 0.25), obstructed=chance.random() < 0.3),
        )


def _large(chance: random.Random, day: dt.date) -> ObservationDraft:
    people, tents = chance.randint(90, 420), chance.randint(15, 90)
    counts = {
        "persons": Count(people, Qualifier.ABOUT),
        "tents": Count(tents, Qualifier.MIN),
        "buses": Count.exactly(chance.randint(1, 5)),
        "children": Count(chance.randint(3, 20), Qualifier.MIN),
    }
    codes = [
        "EXP02",
        "BIE01",
        "EXP05",
        "OBS01",
        *(["BIE04"] if chance.random() < 0.6 else []),
        *(["CTR06"] if chance.random() < 0.4 else []),
    ]
    forces = (
        ForceDraft("CRS", Count(chance.randint(40, 110), Qualifier.ABOUT)),
        ForceDraft("PN"),
        ForceDraft("HUISSIER", Count.exactly(1)),
        ForceDraft("NETTOYAGE"),
    )
    statement = StatementDraft(
        place=chance.choice(NORTH),
        date=FuzzyDate.day(day),
        site=chance.choice(NORTH_SITES),
        time_from=dt.time(8, 0),
        time_to=dt.time(12, 15),
        acts=tuple(ActDraft(c) for c in codes),
        counts=counts,
        forces=forces,
        source_link="0102",
        reliability="01",
        summary="Grande opération avec bus. Les tentes sont chargées dans une benne. (Récit inventé)",
    )
    circumstances = CircumstancesDraft(
        mode="direct_partiel",
        operation_type="mise_a_labri",
        basis_asked=True,
        basis_stated=("mise_a_labri",),
        basis_stated_by="PREF",
        basis_shown=False,
        aftermath=("bus", "reinstalle"),
    )
    return ObservationDraft(
        statement, circumstances, Origin.FIELD, Audience.NETWORK, Verification.REVIEWED, invented=True
    )


def _coast(chance: random.Random, day: dt.date) -> Iterator[Told]:
    if chance.random() > 0.16:
        return
    aboard = chance.randint(15, 60)
    code = chance.choices(("MER01", "MER02", "VIO02"), (8, 2, 1))[0]
    counts = {"persons": Count(aboard, Qualifier.ABOUT)}
    if code == "MER02":
        counts = {
            "persons_aboard": Count(aboard, Qualifier.ABOUT),
            "rescued": Count(aboard - chance.randint(0, 2), Qualifier.MIN),
        }
    statement = StatementDraft(
        place=chance.choice(BEACHES),
        date=FuzzyDate.day(day),
        time_from=dt.time(chance.randint(3, 7), 20),
        acts=(ActDraft(code),),
        counts=counts,
        forces=(ForceDraft("GN"), ForceDraft("PN")),
        source_link="03",
        reliability="02",
        summary="Rapporté par deux personnes revenues à pied de la plage. (Récit inventé)",
    )
    circumstances = CircumstancesDraft("rapporte", "anti_traversee")
    yield Told(
        "maree-haute",
        ObservationDraft(
            statement, circumstances, Origin.MESSAGE, Audience.NETWORK, Verification.REVIEWED, invented=True
        ),
    )


def _elsewhere(chance: random.Random, day: dt.date) -> Iterator[Told]:
    """Services and the hinterland, told by month when nobody noted the day."""
    if day.day == 12:
        water = {
            "persons": Count(chance.randint(250, 700), Qualifier.ABOUT),
            "water_points": Count.exactly(chance.randint(0, 2)),
            "toilets": Count.exactly(chance.randint(0, 6)),
            "distance_m": Count(chance.randint(400, 2600), Qualifier.ABOUT),
        }
        yield Told(
            "estran-sante",
            _plain(
                "calais", FuzzyDate.day(day), "ACC02", water, "Un point d’eau fermé depuis une semaine. (Récit inventé)"
            ),
        )
    if day.day == 20:
        month = FuzzyDate.month(day.year, day.month)
        place = chance.choice(("norrent-fontes", "steenvoorde", "dieppe", "cherbourg-en-cotentin"))
        yield Told(
            "juristes-du-detroit",
            _plain(
                place,
                month,
                "EXP01",
                {"persons": Count.unknown()},
                "Dit au téléphone par une association locale ; le jour n’a pas été noté. (Récit inventé)",
            ),
        )


def _plain(place: str, date: FuzzyDate, code: str, counts: dict[str, Count], summary: str) -> ObservationDraft:
    statement = StatementDraft(
        place=place,
        date=date,
        acts=(ActDraft(code),),
        counts=counts,
        source_link="0404",
        reliability="02",
        summary=summary,
    )
    return ObservationDraft(
        statement, CircumstancesDraft("rapporte"), Origin.HAND, Audience.NETWORK, Verification.REVIEWED, invented=True
    )


def _shift(day: dt.date, places: tuple[str, ...], seen: int, missed: int, *, obstructed: bool) -> ShiftDraft:
    return ShiftDraft(
        day=day,
        places=places,
        time_from=dt.time(6, 30),
        time_to=dt.time(11, 30),
        observers=Count.exactly(2),
        operations_seen=Count.exactly(seen),
        operations_missed=Count(missed, Qualifier.MIN),
        obstructed=obstructed,
        audience=Audience.NETWORK,
        invented=True,
    )


def _circumstances(chance: random.Random) -> CircumstancesDraft:
    mode = chance.choices(("direct_complet", "direct_partiel", "apres", "rapporte"), (50, 38, 4, 8))[0]
    asked = chance.random() < 0.7
    stated = chance.choices(("flagrance", "refus", "requisition_procureur", "plainte_proprietaire"), (60, 30, 6, 4))[0]
    return CircumstancesDraft(
        mode,
        "quotidienne",
        asked,
        (stated,) if asked else ("non_demandee",),
        "CRS" if asked else "",
        False if asked else None,
        (chance.choice(("reinstalle", "deplace")),),
    )


def _forces(chance: random.Random) -> tuple[ForceDraft, ...]:
    found = [ForceDraft("CRS", _about(chance, chance.randint(8, 30)), Count.exactly(chance.randint(2, 6)))]
    if chance.random() < 0.5:
        found.append(ForceDraft("PN", Count.exactly(chance.randint(2, 8)), Count.exactly(chance.randint(1, 2))))
    if chance.random() < 0.6:
        found.append(ForceDraft("NETTOYAGE"))
    return tuple(found)


def _shared(chance: random.Random) -> tuple[Audience, Verification]:
    """Most are shared with the network; some stay between partners, a few with the association, not read yet."""
    draw = chance.random()
    if draw < 0.82:
        return Audience.NETWORK, Verification.REVIEWED
    return (Audience.PARTNERS, Verification.REVIEWED) if draw < 0.94 else (Audience.OWNER, Verification.RAW)


def _summary(chance: random.Random, people: int, tents: int) -> str:
    first = chance.choice(
        (
            f"Une {'quinzaine' if people < 20 else 'trentaine'} de personnes plient leurs affaires à l’arrivée du convoi.",
            "Périmètre posé avant l’arrivée des observatrices, à cent mètres.",
            "Réveil au porte-voix. Les personnes se déplacent de l’autre côté du chemin.",
            "Opération brève, dix minutes, puis départ vers le site suivant.",
        )
    )
    second = (
        chance.choice(("Des tentes sont traînées et chargées.", "Des couvertures partent à la benne."))
        if tents
        else "Rien n’est emporté."
    )
    return f"{first} {second} (Récit inventé)"


def _few(chance: random.Random, odds: float, most: int) -> int:
    return chance.randint(1, most) if chance.random() < odds else 0


def _about(chance: random.Random, number: int) -> Count:
    return Count(number, chance.choices((Qualifier.EXACT, Qualifier.MIN, Qualifier.ABOUT), (5, 3, 2))[0])
