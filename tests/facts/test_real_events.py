"""The twelve public events, recorded as outside sources and exported without loss."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from vigie.facts import api
from vigie.facts.api import (
    ActDraft,
    CircumstancesDraft,
    FactFilter,
    ForceDraft,
    ObservationDraft,
    Origin,
    StatementDraft,
)
from vigie.kernel.api import Count, FuzzyDate, Qualifier
from vigie.network.api import Acting, Audience

FILE = Path(__file__).parents[1] / "data" / "public_events_coded.yaml"
LATER = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
QUALIFIERS = {"exact": Qualifier.EXACT, "min": Qualifier.MIN, "estime": Qualifier.ABOUT}
pytestmark = pytest.mark.django_db
Row = dict[str, Any]


def count(value: Any) -> Count:
    if isinstance(value, dict):
        number, qualifier = value.get("n"), QUALIFIERS.get(value.get("q", "exact"))
        return Count(number, qualifier) if number is not None and qualifier else Count.unknown()
    return Count.exactly(value)


def counts_of(event: Row) -> dict[str, Count]:
    held = {
        unit: count(event[unit])
        for unit in ("persons", "women", "children", "arrests", "buses", "interpreters")
        if unit in event
    }
    return held | {unit: count(value) for unit, value in event.get("items", {}).items()}


def force(code: str, said: Row) -> ForceDraft:
    officers = None
    if "officers" in said:
        officers = count({"n": said["officers"], "q": said.get("q", "exact")})
    return ForceDraft(code, officers, count(said["vehicles"]) if "vehicles" in said else None)


def times(event: Row) -> tuple[dt.time | None, dt.time | None]:
    parts = [dt.time.fromisoformat(part) for part in event.get("time", "").split("-") if part]
    return parts[0] if parts else None, parts[1] if len(parts) > 1 else None


def draft(event: Row) -> ObservationDraft:
    start, end = times(event)
    statement = StatementDraft(
        place=event["commune"],
        date=FuzzyDate.day(event["date"]),
        acts=tuple(ActDraft(code) for code in event["acts"]),
        counts=counts_of(event),
        forces=tuple(force(code, said) for code, said in event.get("forces", {}).items()),
        site=event.get("site_pseudonym", ""),
        time_from=start,
        time_to=end,
        source_link="media",
    )
    basis = event.get("legal_basis_stated")
    around = CircumstancesDraft(
        mode=event.get("observation_mode", ""),
        operation_type=event.get("operation_type", ""),
        basis_stated=(basis,) if basis else (),
        aftermath=(event["aftermath"],) if "aftermath" in event else (),
    )
    columns = json.loads(json.dumps(event, default=str))
    return ObservationDraft(
        statement,
        around,
        origin=Origin.EXTERNAL,
        audience=Audience.NETWORK,
        external_url=f"https://{event['source'].split(',')[0]}",
        external_key=event["id"],
        source_columns=columns,
    )


def test_twelve_public_events_come_in_and_go_out_whole(alma: Acting) -> None:
    events: list[Row] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["events"]
    drafts = [draft(event) for event in events]
    done = api.record_many(acting=alma, drafts=drafts, import_id="public", now=LATER)
    assert (len(events), len(done.created), done.refused) == (12, 12, ())
    out = b"".join(api.export(acting=alma, where=FactFilter(), kind=api.Format.JSONL, now=LATER))
    rows = {row["external_key"]: row for row in map(json.loads, out.splitlines())}
    for event, made in zip(events, drafts, strict=True):
        row = rows[event["id"]]
        assert row["source"] == json.loads(json.dumps(event, default=str))
        assert (row["known"], row["commune"], row["date_start"]) == ("public", event["commune"], str(event["date"]))
        assert {act.split("=")[0] for act in row["acts"].split(";")} == set(event["acts"])
        assert row["counts"] == {
            unit: {"number": c.number, "qualifier": c.qualifier.value} for unit, c in made.statement.counts.items()
        }
        assert {f.split("=")[0] for f in row["forces"].split(";") if f} == set(event.get("forces", {}))
    by_year = {row.key: row.events for row in api.figures(alma, FactFilter(), by=api.Rows.YEAR, now=LATER).rows}
    assert by_year == {"2021": 2, "2024": 9, "2025": 1}
