"""What a column means, what a row says, what is wrong with it: without a database."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vigie.collection.rules.columns import BadMapping, Column, ColumnMap, guess, is_target, read_mapping, write_mapping
from vigie.collection.rules.importing import TRANSITIONS, ImportState
from vigie.collection.rules.rows import ForceRead, Reader, Row, Vocabulary
from vigie.collection.rules.scripts import language_of
from vigie.collection.tables import Line
from vigie.kernel.api import Count, Qualifier

TODAY = dt.date(2018, 1, 16)
UNITS = ("persons", "tents", "dead", "missing")
WORDS = Vocabulary(
    places={"calais": "calais", "grande synthe": "grande-synthe", "marck": "marck"},
    acts={"exp01": "EXP01", "naufrage": "MER02", "mer03": "MER03"},
    terms={"forces": {"crs": "CRS"}, "operation_type": {"nettoyage": "nettoyage"}},
)


def read(mapping: ColumnMap, **cells: object) -> Row:
    reader = Reader(mapping, WORDS, today=TODAY, tag=lambda words: f"tag{len(words)}")
    return reader.read(Line(7, cells))  # type: ignore[arg-type]


def columns(**to: str) -> ColumnMap:
    return ColumnMap({heading: Column(target) for heading, target in to.items()})


BASIC = columns(jour="date", lieu="place", quoi="acts", tentes="count:tents", crs="officers:CRS", heure="time_from")


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Date", "date"), ("Jour", "date"), ("Incident date", "date"), ("DATE DE L'EXPULSION", "date"), ("Commune", "place"),
        ("Ville", "place"), ("Lieu de vie", "site"), ("Nb tentes", "count:tents"), ("Matériel saisi / Tentes", "count:tents"),
        ("Nombre de personnes", "count:persons"), ("CRS", "officers:CRS"), ("N°", "key"), ("Heure", "time_from"),
        ("Base légale", "basis_stated"), ("Lien", "url"), ("Comune", "place"), ("Couleur du ciel", ""), ("Nom", ""), ("Téléphone", ""),
    ],
)  # fmt: skip
def test_a_heading_is_guessed(heading: str, target: str) -> None:
    assert guess([heading]).columns[heading].to == target


def test_two_columns_never_share_a_target_that_takes_one() -> None:
    assert [c.to for c in guess(["Date", "Jour", "Tentes", "Tents"]).columns.values()] == [
        "date",
        "",
        "count:tents",
        "",
    ]


def test_nothing_guessed_is_shared() -> None:
    assert not any(column.shared for column in guess(["Date", "Remarques"]).columns.values())


@pytest.mark.parametrize(
    "text",
    ["[]", "columns: 3", "columns: {Date: {to: dtae}}", "columns: {Date: {to: 'count:sandwiches'}}", "columns: {Date: {keep: always}}",
     "{columns: {}, colour: blue}", "{columns: {}, acts: [{}]}"],
)  # fmt: skip
def test_a_mapping_with_a_slip_is_refused(text: str) -> None:
    with pytest.raises(BadMapping):
        read_mapping(yaml.safe_load(text), units=UNITS)


TARGETS = st.sampled_from(["", "date", "place", "acts", "count:tents", "officers:CRS", "summary"])


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.tuples(TARGETS, st.booleans()), max_size=6), st.booleans())
def test_a_mapping_reads_back_the_same(drawn: dict[str, tuple[str, bool]], external: bool) -> None:
    mapping = ColumnMap(
        {heading: Column(to, shared=shared) for heading, (to, shared) in drawn.items()}, external=external
    )
    assert read_mapping(write_mapping(mapping), units=UNITS) == mapping


def test_a_row_says_when_where_what_how_many_who() -> None:
    row = read(
        BASIC, jour="15/01/2018", lieu="GRANDE SYNTHE", quoi="Expulsion", tentes="environ 12", crs=6, heure="vers 7h30"
    )
    assert (row.place, row.acts, row.time_from) == ("grande-synthe", ("EXP01",), dt.time(7, 30))
    assert row.counts == {"tents": Count(12, Qualifier.ABOUT)}
    assert row.forces == (ForceRead("CRS", officers=Count.exactly(6)),)
    assert (row.fit, row.problems) == (True, ())


@pytest.mark.parametrize(
    ("cells", "code", "fit"),
    [
        ({"jour": ""}, "collection.import.date_missing", False),
        ({"jour": "un de ces jours"}, "collection.import.date_unread", False),
        ({"jour": "16/01/1917"}, "collection.import.date_old", False),
        ({"jour": "17/03/2018"}, "collection.import.date_future", False),
        ({"lieu": ""}, "collection.import.place_missing", False),
        ({"lieu": "Atlantide"}, "collection.import.place_unknown", False),
        ({"tentes": "beaucoup"}, "collection.import.count_unread", True),
        ({"heure": "tôt"}, "collection.import.time_unread", True),
        ({"quoi": "pique-nique"}, "collection.import.act_unknown", True),
    ],
)
def test_what_is_wrong_is_told_and_only_grave_things_keep_a_row_out(
    cells: dict[str, str], code: str, fit: bool
) -> None:
    good = {"jour": "15/01/2018", "lieu": "Calais", "quoi": "EXP01", "tentes": "", "crs": "", "heure": ""}
    row = read(BASIC, **{**good, **cells})
    assert [(p.row, p.code) for p in row.problems] == [(7, code)]
    assert row.fit is fit


def test_a_row_without_a_key_gets_one_that_depends_on_all_its_cells() -> None:
    one = read(BASIC, jour="15/01/2018", lieu="Calais", quoi="EXP01")
    other = read(BASIC, jour="15/01/2018", lieu="Calais", quoi="EXP01", note="x")
    assert one.key.startswith("row:")
    assert one.key != other.key


def test_nobody_counted_is_not_zero_and_blank_says_nothing() -> None:
    row = read(BASIC, jour="15/01/2018", lieu="Calais", quoi="EXP01", tentes="nc")
    assert row.counts == {"tents": Count.unknown()}
    assert read(BASIC, jour="15/01/2018", lieu="Calais", quoi="EXP01", tentes="").counts == {}


def test_acts_follow_the_rules_of_a_mapping() -> None:
    text = """
        columns: {jour: {to: date}, lieu: {to: place}, morts: {to: "count:dead"}, cause: {}}
        place_inside: true
        acts: [{code: MER03, count: dead}, {code: MER02, column: cause, words: [noyade]}]
    """
    mapping = read_mapping(yaml.safe_load(text), units=UNITS)
    drowned = read(mapping, jour="15/01/2018", lieu="au large de Calais, France", morts=2, cause="Noyade probable")
    assert (drowned.place, drowned.acts) == ("calais", ("MER03", "MER02"))
    assert read(mapping, jour="15/01/2018", lieu="Calais", morts=0, cause="route").acts == ()


def test_a_source_is_sealed_unless_all_of_it_is_public() -> None:
    public = ColumnMap({"a": Column("date", shared=True)}, external=True)
    assert not public.sealed
    assert ColumnMap({"a": Column("date", shared=True), "b": Column()}, external=True).sealed
    assert ColumnMap({"a": Column("date", shared=True)}).sealed


@given(st.dictionaries(st.sampled_from(["jour", "lieu", "quoi", "tentes", "crs", "heure"]), st.text(max_size=30)))
def test_any_row_is_read_or_told(cells: dict[str, str]) -> None:
    row = read(BASIC, **cells)
    assert row.fit is not any(problem.grave for problem in row.problems)
    assert row.fit is False or (row.date is not None and row.place)


@pytest.mark.parametrize("target", ["nope", "count:", "count:sandwiches"])
def test_a_target_that_does_not_exist_is_none(target: str) -> None:
    assert not is_target(target, UNITS)


@pytest.mark.parametrize("state", list(ImportState))
@pytest.mark.parametrize("after", list(ImportState))
def test_the_life_of_an_import_only_goes_forward(state: ImportState, after: ImportState) -> None:
    order = [ImportState.DRAFT, ImportState.FAILED, ImportState.RUNNING, ImportState.DONE, ImportState.UNDONE]
    forward = order.index(after) > order.index(state) or after is ImportState.FAILED
    assert after not in TRANSITIONS[state] or forward


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("رواية مخترعة", "ar"),
        ("چادرهای ما را بردند", "fa"),
        ("زموږ خیمې یې یوړې ټولې", "ps"),
        ("ቴንዳታትና ወሲዶም", "ti"),
        ("Nos tentes", ""),
        ("", ""),
    ],
)
def test_a_language_is_guessed_from_its_letters(text: str, language: str) -> None:
    assert language_of([text]) == language
