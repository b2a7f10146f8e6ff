"""The register of publications: what was published, whether it is whole, whether the facts have changed since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from vigie.facts.api import EVENTS, UNITS, FactFilter, Rows, figures_by_unit
from vigie.kernel.api import Missing, OrgId
from vigie.network.api import Acting, Permission, Relation, check, person_names, relation

from ..models import Bulletin, Release, ReleasedCell
from ..rules.cells import Cell
from ..rules.contents import TABLES
from ..rules.sealing import chained, hash_of, plain, read_cell

COLUMNS = (
    "table",
    "measure",
    "start",
    "end",
    "zone",
    "place",
    "act",
    "value",
    "qualifier",
    "held",
    "query",
    "reason",
)


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """One line of the register."""

    id: str
    bulletin: str
    number: int
    organisation: OrgId
    organisation_name: str
    month: dt.date
    zone: str
    released_at: dt.datetime
    released_by: str
    content_hash: str
    previous_hash: str
    chain_hash: str
    files: dict[str, str]
    given: int
    held: int
    corrects: int | None
    corrects_id: str
    corrected_by: int | None
    corrected_by_id: str
    withdrawn_at: dt.datetime | None
    withdrawn_because: str
    invented: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """A figure that the facts no longer give. ``now`` is ``None`` where nobody counts it any more; both are where it is held."""

    cell: Cell
    now: int | None


def earlier_cells() -> list[list[Cell]]:
    """Return the figures of every publication ever made, one list each, in order; withdrawn ones count too."""
    found: dict[int, list[Cell]] = defaultdict(list)
    rows = ReleasedCell.objects.order_by("release__number").values_list("release__number", *COLUMNS)
    for number, *columns in rows:
        found[number].append(Cell(**dict(zip(COLUMNS, columns, strict=True))))
    return [found[number] for number in sorted(found)]


def ledger(acting: Acting) -> list[ReleaseCard]:
    """Return the register, newest first, to whoever has a role.

    Raises:
        Denied: no role that sees publications.
    """
    check(acting, Permission.SEE_PUBLICATIONS)
    return [_card(row, acting) for row in _rows()]


def release_detail(acting: Acting, release_id: str) -> tuple[ReleaseCard, list[Cell]]:
    """Return one publication and its figures as it gave them.

    Raises:
        Denied: no role that sees publications. Missing: there is no such publication.
    """
    check(acting, Permission.SEE_PUBLICATIONS)
    row = _rows().filter(id=release_id).first()
    if row is None:
        raise Missing("publication.no_release")
    return _card(row, acting), sorted(cells_of(row), key=_reading)


def _reading(cell: Cell) -> tuple[int, dt.date, bool, int]:
    """Order figures as a bulletin says them: the whole, the communes, the months, the acts."""
    rank = TABLES.index(cell.table) if cell.table in TABLES else len(TABLES)
    return rank, cell.start, cell.measure != EVENTS, -(cell.value or 0)


def cells_of(release: Release) -> list[Cell]:
    """Return the figures of a publication."""
    return [Cell(**columns) for columns in release.cells.values(*COLUMNS)]


def own_bulletin(acting: Acting, bulletin_id: str, *, lock: bool = False) -> Bulletin:
    """Return a bulletin of the association acted for.

    Raises:
        Missing: there is none, or it is another association's.
    """
    rows = Bulletin.objects.select_for_update() if lock else Bulletin.objects.all()
    found = rows.filter(id=bulletin_id).first()
    if found is None or relation(acting, OrgId(found.organisation_id)) is not Relation.OWNER:
        raise Missing("publication.no_bulletin")
    return found


def verify_chain() -> list[int]:
    """Return the numbers of the publications that are not as they were made: altered, missing before them, cells changed."""
    broken: list[int] = []
    previous, expected = "", 1
    for row in Release.objects.order_by("number").prefetch_related("cells"):
        published = sorted((hash_of(plain(_cell(c))) for c in row.cells.all()), key=str)
        whole = (
            row.number == expected
            and row.previous_hash == previous
            and row.content_hash == hash_of(row.content)
            and row.chain_hash == _chain_hash(row)
            and published == sorted(hash_of(c) for c in row.content["cells"])
        )
        if not whole:
            broken.append(row.number)
        previous, expected = row.chain_hash, row.number + 1
    return broken


def drift(release_id: str, acting: Acting, *, now: dt.datetime) -> list[Drift]:
    """Return the figures given by a publication that its queries, asked again, no longer give.

    Only the association that published sees what the figures were made of.

    Raises:
        Missing: not this association's.
    """
    row = Release.objects.select_related("bulletin").filter(id=release_id).first()
    if row is None or relation(acting, OrgId(row.bulletin.organisation_id)) is not Relation.OWNER:
        raise Missing("publication.no_release")
    return moved((cell for cell in cells_of(row) if not cell.held), acting, now=now)


def drift_of_bulletin(bulletin: Bulletin, acting: Acting, *, now: dt.datetime) -> list[Drift]:
    """Return what changed in the facts since a bulletin was given to check; no number where it will be held back."""
    shown = {(c.group, c.node): c for c in map(read_cell, (bulletin.snapshot or {}).get("cells", ()))}
    told = []
    for change in moved(map(read_cell, bulletin.figures), acting, now=now):
        cell = shown.get((change.cell.group, change.cell.node))
        if cell is not None:
            told.append(Drift(cell, None if cell.held else change.now))
    return told


def moved(cells: Iterable[Cell], acting: Acting, *, now: dt.datetime) -> list[Drift]:
    """Ask the query of each cell again and return those whose number differs. A cell without a query is left out."""
    asked = [c for c in cells if c.query and (c.measure == EVENTS or c.measure in UNITS)]
    units: dict[str, list[str]] = {}
    for cell in asked:
        wanted = units.setdefault(cell.query, [])
        if cell.measure not in wanted:
            wanted.append(cell.measure)
    seen: dict[tuple[str, str], int | None] = {}
    for query, wanted in units.items():
        counted = figures_by_unit(acting, FactFilter.from_query(query), by=Rows.YEAR, units=wanted, now=now)
        seen |= {(query, unit): told.whole.total.count.number for unit, told in counted.items()}
    return [Drift(c, seen[c.query, c.measure]) for c in asked if seen[c.query, c.measure] != c.value]


def _rows() -> QuerySet[Release]:
    return Release.objects.select_related("bulletin__organisation", "corrects").prefetch_related("cells", "corrections")


def _cell(row: ReleasedCell) -> Cell:
    return Cell(**{name: getattr(row, name) for name in COLUMNS})


def _chain_hash(row: Release) -> str:
    return chained(
        number=row.number,
        content_hash=row.content_hash,
        previous=row.previous_hash,
        files=row.files,
        released_at=row.released_at,
    )


def _card(row: Release, acting: Acting) -> ReleaseCard:
    cells = list(row.cells.all())
    later = next(iter(row.corrections.all()), None)
    held = sum(cell.held for cell in cells)
    own = row.bulletin.organisation_id == acting.organisation
    names = person_names([row.released_by]) if own else {}
    return ReleaseCard(
        id=row.id,
        bulletin=row.bulletin_id,
        number=row.number,
        organisation=OrgId(row.bulletin.organisation_id),
        organisation_name=str(row.bulletin.organisation),
        month=row.bulletin.month,
        zone=row.bulletin.zone,
        released_at=row.released_at,
        released_by=names.get(row.released_by, ""),
        content_hash=row.content_hash,
        previous_hash=row.previous_hash,
        chain_hash=row.chain_hash,
        files=row.files,
        given=len(cells) - held,
        held=held,
        corrects=row.corrects.number if row.corrects else None,
        corrects_id=row.corrects_id or "",
        corrected_by=later.number if later else None,
        corrected_by_id=later.id if later else "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_because=row.withdrawn_because,
        invented=row.bulletin.invented,
        own=own,
    )
