"""Export facts as CSV, XLSX, JSON lines or GeoJSON: every unit, qualifier, origin and source column kept."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from vigie.journal.api import record
from vigie.kernel.api import PARIS, atomic, world
from vigie.network.api import Acting, Permission, acting_system, check

from ..models import Observation, SourceStatement, Tally
from ..queries.building import with_parts
from ..queries.figures import counted
from ..rules.cells import Cell, harmless
from ..rules.filters import FactFilter
from ..rules.units import UNITS
from .columns import FIXED, SOURCE, Closeness, Column, counts_of, source_columns_of, unit_columns, values_of, written
from .xlsx import write_book

CHUNK = 500
DICTIONARY = "dictionnaire"
INVENTED = "DONNÉES INVENTÉES"


class Format(StrEnum):
    """Open formats."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    GEOJSON = "geojson"


class Detail(StrEnum):
    """How closely rows of other associations are shown: commune and month, or as they were shared. One's own are whole."""

    COMMUNE_MONTH = "commune_month"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class _Table:
    """What is exported, and the columns it needs: units and source columns that occur, in a fixed order."""

    rows: QuerySet[SourceStatement]
    units: tuple[str, ...]
    sources: tuple[str, ...]
    closeness: Callable[[SourceStatement], Closeness]

    @property
    def names(self) -> list[str]:
        return [c.name for c in self.columns] + [f"{SOURCE}{name}" for name in self.sources]

    @property
    def columns(self) -> list[Column]:
        return [*FIXED, *unit_columns(list(self.units))]

    def read(self) -> Iterator[SourceStatement]:
        return with_parts(self.rows.order_by("start", "id")).iterator(chunk_size=CHUNK)

    def cells(self, row: SourceStatement) -> list[Cell]:
        values = values_of(row, self.closeness(row))
        counts = counts_of(row)
        sources = source_columns_of(row)
        found = [harmless(values.get(column.name)) for column in FIXED]
        for unit in self.units:
            count = counts.get(unit)
            found += [count.number, count.qualifier.value] if count else [None, None]
        return found + [harmless(written(sources.get(name))) for name in self.sources]


def export(
    *,
    acting: Acting,
    where: FactFilter,
    kind: Format,
    detail: Detail = Detail.COMMUNE_MONTH,
    now: dt.datetime,
) -> Iterator[bytes]:
    """Write in the journal that facts are exported, then yield the file piece by piece, in constant memory.

    One row per statement. Discarded reports and withdrawn testimonies are out. Coordinates are the commune's centre.

    Raises:
        Denied: may not export.
    """
    check(acting, Permission.EXPORT_FACTS)
    rows = counted(acting, where)
    with atomic():
        record(
            acting=acting,
            verb="facts.exported",
            kind="export",
            object_id=kind.value,
            now=now,
            detail={"query": where.to_query(), "format": kind.value, "detail": detail.value},
        )

    def closeness(row: SourceStatement) -> Closeness:
        if row.owner_id == acting.organisation:
            return Closeness.OWN
        return Closeness.SHARED if detail is Detail.FULL else Closeness.MONTH

    return _WRITERS[kind](_table(rows, closeness))


def export_for_machine(*, organisation: str | None, kind: str, now: dt.datetime) -> Iterator[bytes]:
    """Yield the export of one association (slug or id), or of everything the machine holds, for who keeps the machine.

    Raises:
        Missing: no such association.
    """
    if organisation is not None:
        acting = acting_system(organisation=organisation, day=now.astimezone(PARIS).date())
        return export(acting=acting, where=FactFilter(), kind=Format(kind), now=now)
    with atomic():
        record(acting=None, verb="facts.exported", kind="export", object_id=kind, now=now, detail={"all": True})
    rows = SourceStatement.objects.filter(deleted_at=None, testimony__withdrawn_at=None)
    return _WRITERS[Format(kind)](_table(rows, lambda _: Closeness.OWN))


def dictionary(sources: Iterable[str] = ()) -> str:
    """Return the data dictionary as CSV: each column, what it holds in French and in English."""
    out = io.StringIO()
    csv.writer(out).writerows(_dictionary_rows([*FIXED, *unit_columns(list(UNITS))], sources))
    return out.getvalue()


def _dictionary_rows(columns: Iterable[Column], sources: Iterable[str]) -> Iterator[list[Cell]]:
    yield ["colonne", "sens", "meaning"]
    if world().invented:
        yield ["", INVENTED, "INVENTED DATA"]
    for column in columns:
        yield [column.name, column.fr, column.en]
    yield [f"{SOURCE}…", "Colonne de la source, telle quelle", "Column of the source, as it was"]
    for name in sources:
        yield [harmless(f"{SOURCE}{name}"), "Colonne de la source, telle quelle", "Column of the source, as it was"]


def _table(rows: QuerySet[SourceStatement], closeness: Callable[[SourceStatement], Closeness]) -> _Table:
    rows = rows.using(world().database)  # read later, perhaps once the request has left its world
    ids = rows.order_by().values("id")
    units = set(Tally.objects.filter(statement__in=ids).order_by().values_list("unit", flat=True).distinct())
    names: dict[str, None] = {}
    held = Observation.objects.filter(statements__in=ids).exclude(source_columns={}).order_by("id")
    for columns in held.values_list("source_columns", flat=True).iterator(chunk_size=CHUNK):
        names.update(dict.fromkeys(columns))
    return _Table(rows, tuple(u for u in UNITS if u in units), tuple(names), closeness)


def _csv(table: _Table) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out)
    yield b"\xef\xbb\xbf"
    writer.writerow([harmless(name) for name in table.names])
    for row in table.read():
        writer.writerow(table.cells(row))
        if out.tell() > CHUNK * 100:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _xlsx(table: _Table) -> Iterator[bytes]:
    def rows() -> Iterator[list[Cell]]:
        yield [harmless(name) for name in table.names]
        for row in table.read():
            yield table.cells(row)

    sheets = [("faits", rows()), (DICTIONARY, _dictionary_rows(table.columns, table.sources))]
    return write_book(sheets, banner=INVENTED if world().invented else "")


def _properties(table: _Table, row: SourceStatement) -> dict[str, Any]:
    values = values_of(row, table.closeness(row))
    plain = {k: v.isoformat() if isinstance(v, dt.date | dt.time) else v for k, v in values.items()}
    counts = {unit: {"number": c.number, "qualifier": c.qualifier.value} for unit, c in counts_of(row).items()}
    return plain | {"counts": counts, "source": dict(source_columns_of(row))}


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _jsonl(table: _Table) -> Iterator[bytes]:
    for row in table.read():
        yield _json(_properties(table, row)) + b"\n"


def _geojson(table: _Table) -> Iterator[bytes]:
    yield b'{"type": "FeatureCollection", "features": [\n'
    for number, row in enumerate(table.read()):
        longitude, latitude = row.place.longitude, row.place.latitude
        known = longitude is not None and latitude is not None
        geometry = {"type": "Point", "coordinates": [longitude, latitude]} if known else None
        feature = {"type": "Feature", "geometry": geometry, "properties": _properties(table, row)}
        yield (b",\n" if number else b"") + _json(feature)
    yield b"\n]}\n"


_WRITERS: Mapping[Format, Callable[[_Table], Iterator[bytes]]] = {
    Format.CSV: _csv,
    Format.XLSX: _xlsx,
    Format.JSONL: _jsonl,
    Format.GEOJSON: _geojson,
}
