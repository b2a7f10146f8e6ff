"""A spreadsheet of three thousand rows comes in, is corrected, is taken back, comes in again: no surprise."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tests.collection.messy import ROWS, make_csv, make_xlsx
from tests.factories.facts import world_of_facts
from tests.factories.network import acting, acts, house_open, member
from tests.factories.vault import WORDS
from vigie.collection.actions import imports
from vigie.collection.api import import_observations
from vigie.collection.models import Import
from vigie.collection.rules.importing import ImportState
from vigie.facts.api import edit_statement
from vigie.facts.models import Observation, SourceStatement
from vigie.facts.queries.contents import content_of
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, VaultRef
from vigie.network.api import Acting, Audience, Role
from vigie.vault.api import found_keys, open_intake, open_sealed, unlock, unlocked

MAPPINGS = Path(imports.__file__).parent.parent / "data" / "mappings"
PLANTED = "Zorblax Quintrell"


@pytest.fixture
def alma(db: None, folder: Path, moved_clock: dt.datetime) -> Acting:
    """A coordinator whose association has its keys."""
    world_of_facts()
    house_open()
    who = acts(member("alma", of="lisiere", roles=(Role.COORDINATOR, Role.ADMIN)))
    found_keys(acting=who, passphrase=WORDS, now=moved_clock)
    return who


def bring(who: Acting, now: dt.datetime, content: bytes, **more: object) -> imports.ImportResult:
    return import_observations(acting=who, content=content, filename="suivi.xlsx", now=now, **more)  # type: ignore[arg-type]


def test_import_edit_ten_undo_import_again(alma: Acting, now: dt.datetime) -> None:
    content = make_xlsx()
    first = bring(alma, now, content)
    assert (first.rows, first.created, first.known) == (ROWS, ROWS, 0)

    edited = list(SourceStatement.objects.order_by("id")[:10])
    for row in edited:
        changed = replace(content_of(row), summary="corrigé par une personne")
        edit_statement(acting=alma, statement_id=row.id, base_version=row.version, content=changed, now=now)

    undone = imports.undo(acting=alma, import_id=first.import_id, now=now)
    assert undone.deleted == ROWS - 10
    assert {(statement, reason) for statement, _key, reason in undone.kept} == {(row.id, "edited") for row in edited}

    again = bring(alma, now, content)
    assert (again.created, again.known) == (ROWS - 10, 10)
    assert SourceStatement.objects.filter(deleted_at=None).count() == ROWS
    assert SourceStatement.objects.filter(summary="corrigé par une personne").count() == 10


def test_a_second_import_adds_nothing(alma: Acting, now: dt.datetime) -> None:
    bring(alma, now, make_xlsx(60))
    again = bring(alma, now, make_xlsx(60))
    assert (again.created, again.known) == (0, 60)


def test_the_same_rows_of_two_encodings_and_another_format_are_known(alma: Acting, now: dt.datetime) -> None:
    bring(alma, now, make_xlsx(60))
    assert bring(alma, now, make_csv(60)).known == 60


def test_vague_dates_and_counts_keep_what_they_are(alma: Acting, now: dt.datetime) -> None:
    content = "N°;Date;Commune;Type;Personnes;Tentes\n1;été 2017;Calais;Expulsion;environ 30;nc\n2;01/2017;Marck;EXP01;>20;7,0\n"
    bring(alma, now, content.encode())
    summer, january = SourceStatement.objects.order_by("observation__external_key")
    assert (summer.precision, summer.start, summer.end) == ("season", dt.date(2017, 6, 1), dt.date(2017, 8, 31))
    assert (january.precision, january.place.slug) == ("month", "marck")
    counts = set(summer.tallies.values_list("unit", "number", "qualifier"))
    assert counts == {("persons", 30, "about"), ("tents", None, "unknown")}
    assert set(january.tallies.values_list("unit", "number", "qualifier")) == {
        ("persons", 20, "min"),
        ("tents", 7, "exact"),
    }


def test_each_wrong_row_is_told_and_the_others_come_in(alma: Acting, now: dt.datetime) -> None:
    content = (
        "Date;Commune;Type;Tentes\n16/01/1917;Calais;Expulsion;3\nun jour;Calais;Expulsion;3\n01/01/2020;Calais;Expulsion;3\n"
        "15/01/2018;Atlantide;Expulsion;3\n15/01/2018;Calais;Pique-nique;beaucoup\n"
    )
    result = bring(alma, now, content.encode())
    assert (result.rows, result.created) == (5, 1)
    told = [(e.row, e.column) for e in result.errors]
    assert told == [(2, "Date"), (3, "Date"), (4, "Date"), (5, "Commune"), (6, "Tentes"), (6, "Type")]
    assert all("«" in e.message for e in result.errors)
    assert "16/01/1917" in result.errors[0].message


def test_columns_nobody_mapped_are_sealed_with_the_file(alma: Acting, now: dt.datetime) -> None:
    content = make_xlsx(40)
    result = bring(alma, now, content)
    made = Import.objects.get(id=result.import_id)
    observation = Observation.objects.exclude(import_id="").first()
    assert observation is not None
    assert observation.source_columns == {}
    assert observation.details["import_row"] >= 5
    assert observation.sealed_ref == made.sealed_ref
    everything = (
        str(list(Observation.objects.values())) + str(list(SourceStatement.objects.values())) + str(made.__dict__)
    )
    assert PLANTED not in everything
    cookie = unlock(acting=alma, passphrase=WORDS, now=now).cookie
    opened = unlocked(acting=alma, cookie=cookie, now=now)
    assert open_sealed(unlocked=opened, ref=VaultRef(made.sealed_ref), motive="vérifier", now=now) == content


def test_a_dry_run_records_nothing(alma: Acting, now: dt.datetime) -> None:
    result = bring(alma, now, make_xlsx(20), dry_run=True)
    assert (result.import_id, result.rows, result.created) == ("", 20, 20)
    assert not Observation.objects.exists()
    assert not Import.objects.exists()


def test_the_audience_is_chosen_and_is_the_association_unless_said(alma: Acting, now: dt.datetime) -> None:
    bring(alma, now, make_xlsx(3))
    assert set(SourceStatement.objects.values_list("audience", flat=True)) == {Audience.OWNER}
    bring(alma, now, make_csv(6, encodings=("utf-8", "utf-8")), audience=Audience.NETWORK)
    assert SourceStatement.objects.filter(audience=Audience.NETWORK).count() == 3


def test_a_job_records_in_the_background_and_the_server_forgets_the_file(alma: Acting, now: dt.datetime) -> None:
    row = imports.receive_file(acting=alma, content=make_xlsx(30), label="suivi", now=now)
    imports.begin_import(acting=alma, import_id=row.id, now=now)
    imports.run_import(acting=alma, import_id=row.id, now=now)
    imports.run_import(acting=alma, import_id=row.id, now=now)
    row.refresh_from_db()
    assert (row.state, row.created) == (ImportState.DONE, 30)
    with pytest.raises(Denied):
        open_intake(ref=VaultRef(row.sealed_ref))


def test_a_mapping_is_kept_for_the_next_such_file(alma: Acting, now: dt.datetime) -> None:
    row = imports.receive_file(acting=alma, content=b"Jour J;Endroit\n16/01/2018;Calais\n", label="", now=now)
    mapping, _samples = imports.read_columns(acting=alma, import_id=row.id)
    columns = {**mapping.columns, "Jour J": replace(mapping.columns["Jour J"], to="date")}
    imports.set_mapping(
        acting=alma, import_id=row.id, mapping=replace(mapping, columns=columns), audience=Audience.OWNER, now=now
    )
    other = imports.receive_file(acting=alma, content=b"Jour J;Endroit\n17/01/2018;Marck\n", label="", now=now)
    assert imports.read_columns(acting=alma, import_id=other.id)[0].columns["Jour J"].to == "date"


def test_a_file_nobody_imported_is_forgotten_after_a_day(alma: Acting, now: dt.datetime) -> None:
    row = imports.receive_file(acting=alma, content=make_xlsx(3), label="", now=now)
    assert imports.drop_drafts(now=now + dt.timedelta(hours=23)) == 0
    assert imports.drop_drafts(now=now + dt.timedelta(hours=25)) == 1
    with pytest.raises(Missing):
        open_intake(ref=VaultRef(row.sealed_ref))


def test_undo_is_refused_late_and_twice(alma: Acting, now: dt.datetime) -> None:
    result = bring(alma, now, make_xlsx(3))
    with pytest.raises(Conflict) as late:
        imports.undo(acting=alma, import_id=result.import_id, now=now + dt.timedelta(days=31))
    assert late.value.code == "collection.undo_late"
    imports.undo(acting=alma, import_id=result.import_id, now=now)
    with pytest.raises(Conflict) as twice:
        imports.undo(acting=alma, import_id=result.import_id, now=now)
    assert twice.value.code == "collection.import.not_done"


def test_a_mapping_with_a_slip_says_which_key(alma: Acting, now: dt.datetime) -> None:
    with pytest.raises(Invalid) as refused:
        bring(alma, now, b"Date;Lieu\n16/01/2018;Calais\n", mapping="columns: {Date: {to: dtae}}")
    assert (refused.value.code, refused.value.params["key"]) == ("collection.import.mapping", "Date")


def test_a_file_without_a_day_is_refused(alma: Acting, now: dt.datetime) -> None:
    with pytest.raises(Invalid) as refused:
        bring(alma, now, b"Nom;Couleur\nx;bleu\n")
    assert refused.value.code == "collection.import.no_date_column"


def test_an_outsider_finds_no_import_and_an_observer_may_not_import(alma: Acting, now: dt.datetime) -> None:
    result = bring(alma, now, make_xlsx(3))
    outsider = acting("zoe", of="ailleurs")
    with pytest.raises(Missing):
        imports.undo(acting=outsider, import_id=result.import_id, now=now)
    with pytest.raises(Denied):
        bring(acting("odile", roles=(Role.OBSERVER,)), now, make_xlsx(3))


IOM = Path(__file__).parents[1] / "data" / "iom_mainland_europe_to_uk.csv"


def test_the_public_file_of_deaths_comes_in_without_loss(alma: Acting) -> None:
    later = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
    content = IOM.read_bytes()
    mapping = (MAPPINGS / "iom.yaml").read_text(encoding="utf-8")
    result = import_observations(acting=alma, content=content, filename="iom.csv", mapping=mapping, now=later)
    assert (result.rows, result.created, result.errors) == (220, 220, ())
    observations = Observation.objects.filter(origin="external")
    columns = {heading for o in observations for heading in o.source_columns}
    assert columns == set(content.decode().splitlines()[0].split(","))
    assert columns == set(yaml.safe_load(mapping)["columns"])
    acts_of = {s.id: set(s.acts.values_list("act_type_id", flat=True)) for s in SourceStatement.objects.all()}
    assert all(codes & {"MER03", "MER04"} for codes in acts_of.values())
    dead = sum(
        t for t in SourceStatement.objects.filter(tallies__unit="dead").values_list("tallies__number", flat=True) if t
    )
    assert dead == sum(
        int(o.source_columns["No. dead"]) for o in observations if o.source_columns["No. dead"].isdecimal()
    )
    assert not Import.objects.get().sealed_ref


def test_a_shared_mapping_ships_and_reads(alma: Acting, now: dt.datetime) -> None:
    mapping = (MAPPINGS / "iom.yaml").read_text(encoding="utf-8")
    content = b'Main ID,Incident date,No. dead,Location of death,Link\nx1,2018-01-02,2,"Calais, France",https://exemple.org/x\n'
    result = bring(alma, now, content, mapping=mapping)
    observation = Observation.objects.get()
    assert result.created == 1
    assert (observation.external_key, observation.external_url) == ("iom:x1", "https://exemple.org/x")
    assert observation.source_columns["No. dead"] == "2"
    assert list(observation.statements.get().acts.values_list("act_type_id", flat=True)) == ["MER03"]
