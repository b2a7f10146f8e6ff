"""Exports lose nothing, run nothing, and show others' facts by commune and month."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import NOW
from tests.factories import facts
from tests.factories.mailbag import signed_in
from tests.factories.network import PASSWORD, house_open
from vigie.facts import api
from vigie.facts.api import Detail, FactFilter, Format, MediaDraft, Origin
from vigie.facts.models import SourceStatement
from vigie.facts.rules.units import UNITS
from vigie.journal.api import recent
from vigie.kernel.api import Count, VaultRef
from vigie.network.api import Acting
from vigie.network.models import Person

pytestmark = pytest.mark.django_db


def exported(acting: Acting, kind: Format = Format.CSV, detail: Detail = Detail.COMMUNE_MONTH) -> bytes:
    return b"".join(api.export(acting=acting, where=FactFilter(), kind=kind, detail=detail, now=NOW))


def rows(acting: Acting, detail: Detail = Detail.COMMUNE_MONTH) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(acting, detail=detail).decode("utf-8-sig"))))


def an_external(acting: Acting) -> str:
    draft = facts.eviction(counts={"persons": Count.unknown(), "tents": facts.exactly(0)}, site="B2")
    return facts.eviction_in_calais(
        acting,
        statement=draft,
        origin=Origin.EXTERNAL,
        external_url="https://exemple.org/7",
        external_key="=7",
        source_columns={"Main ID": "2018.1", "=cmd": "=1+1", "Tags": ["a", "b"]},
        invented=False,
    )


def test_one_row_holds_everything_a_statement_says(alma: Acting) -> None:
    statement = an_external(alma)
    (row,) = rows(alma)
    assert (row["id"], row["event_id"]) == (statement, facts.event_of(statement))
    assert (row["kind"], row["owner"], row["known"], row["origin"]) == ("observation", "lisiere", "public", "external")
    assert (row["commune"], row["insee"], row["zone"], row["site"]) == ("calais", "62193", "calaisis", "B2")
    assert (row["date_start"], row["date_end"], row["date_precision"]) == ("2018-01-16", "2018-01-16", "day")
    assert (row["acts"], row["forces"]) == ("EXP01;BIE01=12:exact", "CRS=:unknown/4:exact")
    assert (row["basis_asked"], row["basis_stated"], row["basis_shown"]) == ("oui", "flagrance", "non")
    assert (row["persons"], row["persons_qualifier"], row["tents"], row["tents_qualifier"]) == (
        "",
        "unknown",
        "0",
        "exact",
    )
    assert (row["source:Main ID"], row["source:Tags"]) == ("2018.1", '["a", "b"]')
    assert (row["external_key"], row["source:=cmd"]) == (
        "'=7",
        "'=1+1",
    )


def test_the_workbook_holds_the_same_rows_and_the_dictionary(alma: Acting) -> None:
    an_external(alma)
    facts.eviction_in_calais(alma)
    book = load_workbook(io.BytesIO(exported(alma, Format.XLSX)))
    sheet = [list(row) for row in book["faits"].iter_rows(values_only=True)]
    read = [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in read] == rows(alma)
    meanings = {row[0] for row in book["dictionnaire"].iter_rows(values_only=True)}
    assert {name for name in sheet[0] if not name.startswith("source:")} <= meanings


def test_json_lines_and_geojson_say_the_same(alma: Acting) -> None:
    an_external(alma)
    facts.eviction_in_calais(alma, statement=facts.eviction(place="marck"))
    lines: list[dict[str, Any]] = [json.loads(line) for line in exported(alma, Format.JSONL).splitlines()]
    atlas = json.loads(exported(alma, Format.GEOJSON))
    assert [feature["properties"] for feature in atlas["features"]] == lines
    assert {tuple(f["geometry"]["coordinates"]) for f in atlas["features"]} == {(1.8563, 50.9519), (1.9433, 50.949)}
    external = next(line for line in lines if line["origin"] == "external")
    assert external["counts"] == {
        "persons": {"number": None, "qualifier": "unknown"},
        "tents": {"number": 0, "qualifier": "exact"},
    }
    assert external["source"] == {"Main ID": "2018.1", "=cmd": "=1+1", "Tags": ["a", "b"]}


def test_an_empty_export_is_a_header_or_an_empty_atlas(alma: Acting) -> None:
    assert rows(alma) == []
    assert json.loads(exported(alma, Format.GEOJSON)) == {"type": "FeatureCollection", "features": []}
    assert exported(alma, Format.JSONL) == b""


def test_others_are_shown_by_commune_and_month(alma: Acting) -> None:
    bintou = facts.neighbour()
    facts.eviction_in_calais(alma, statement=facts.eviction(site="B2"))
    api.record_testimony(acting=alma, draft=facts.told(), now=NOW)
    for row in rows(bintou):
        assert (row["date_start"], row["date_end"], row["date_precision"]) == ("2018-01-01", "2018-01-31", "month")
        assert [row[name] for name in ("site", "time_from", "time_to", "summary", "pseudonym", "age_band")] == [""] * 6
    closer = rows(bintou, Detail.FULL)
    assert {row["date_start"] for row in closer} == {"2018-01-16"}
    assert {row["pseudonym"] for row in closer} == {"", "Nour"}
    assert {row["site"] for row in closer} == {""}
    assert {row["site"] for row in rows(alma)} == {"B2", ""}


def test_sealed_references_and_authors_are_never_exported(alma: Acting) -> None:
    media = (MediaDraft(VaultRef("refofthephoto"), "photo"),)
    facts.eviction_in_calais(alma, statement=facts.eviction(media=media), sealed_ref="refofthesealed")
    for kind in (Format.CSV, Format.JSONL, Format.GEOJSON):
        content = exported(alma, kind, Detail.FULL)
        assert b"refofthe" not in content
        assert alma.actor.encode() not in content
    assert rows(alma)[0]["media"] == "1"


def test_an_export_is_written_in_the_journal_before_it_is_read(alma: Acting) -> None:
    api.export(acting=alma, where=FactFilter(communes=("calais",)), kind=Format.CSV, detail=Detail.FULL, now=NOW)
    (entry,) = recent(organisation=alma.organisation, verbs=["facts.exported"])
    assert entry.detail == {"query": "commune=calais", "format": "csv", "detail": "full"}


def test_the_machine_exports_one_association_or_all(alma: Acting) -> None:
    bintou = facts.outsider()
    mine, theirs = facts.eviction_in_calais(alma), facts.eviction_in_calais(bintou)
    one = b"".join(api.export_for_machine(organisation="lisiere", kind="jsonl", now=NOW))
    everything = b"".join(api.export_for_machine(organisation=None, kind="jsonl", now=NOW))
    assert [ref.encode() in one for ref in (mine, theirs)] == [True, False]
    assert [ref.encode() in everything for ref in (mine, theirs)] == [True, True]


def test_the_dictionary_tells_every_column_and_unit(alma: Acting) -> None:
    told = {row["colonne"]: row for row in csv.DictReader(io.StringIO(api.dictionary(["Main ID"])))}
    assert set(UNITS) | {f"{unit}_qualifier" for unit in UNITS} | {"id", "acts", "source:Main ID"} <= set(told)
    assert all(row["sens"] and row["meaning"] for row in told.values())


def test_memory_does_not_grow_with_the_rows(alma: Acting) -> None:
    """The first piece leaves long before the last row has been read."""
    drafts = [facts.seen(external_key=str(n)) for n in range(700)]
    importer = facts.coordinator("ines")
    api.record_many(acting=importer, drafts=drafts, import_id="i", now=NOW)
    for kind in (Format.CSV, Format.XLSX):
        sizes = [len(piece) for piece in api.export(acting=alma, where=FactFilter(), kind=kind, now=NOW)]
        assert len(sizes) > 3
        assert max(sizes) < sum(sizes) / 2


@pytest.mark.parametrize("kind", list(api.Format))
def test_an_export_of_invented_data_says_so_in_its_name_and_inside(
    alma: Acting, monkeypatch: pytest.MonkeyPatch, kind: api.Format
) -> None:
    facts.eviction_in_calais(alma)
    SourceStatement.objects.update(invented=True)
    house_open()
    client = signed_in(Person.objects.get(id=alma.actor))
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    sent = client.post("/faits/exporter", {"kind": kind.value, "detail": "commune_month", "password": PASSWORD})
    assert 'filename="donnees-inventees-vigie-faits-' in sent["Content-Disposition"]
    body = b"".join(sent.streaming_content)
    if kind is api.Format.XLSX:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            assert all("DONNÉES INVENTÉES" in book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2))
    else:
        assert "inventé" in body.decode()


def test_the_lines_to_copy_say_that_they_are_invented(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    facts.eviction_in_calais(alma)
    assert "INVENTÉES" not in "".join(api.five_lines(alma, api.FactFilter(), now=NOW))
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    assert api.five_lines(alma, api.FactFilter(), now=NOW)[0].startswith("DONNÉES INVENTÉES · ")
