"""The five forms: whole in six languages, in the words of the vocabulary, sealed unless marked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import pyxform
import yaml

from vigie import facts, network
from vigie.collection.pack import PACK, Converted, build_xlsx, convert_xlsx, languages, read_shape
from vigie.collection.pack.build import write_all
from vigie.collection.pack.specs import choices, common, form, units
from vigie.facts.rules import units as facts_units
from vigie.kernel.api import LANGUAGES, Missing, Ring

from .pack_vocabulary import ACTS, DIMENSIONS, PLACES, UNITS

FORMS = [spec.id for spec in PACK]
SHARED_TEXT = {"site"}
FACTS = Path(facts.__file__).parent / "data"
NETWORK = Path(network.__file__).parent / "data"
FOR_SHIFTS = {"operations_seen", "operations_missed"}
CONTROLS = {
    *("text", "integer", "decimal", "date", "time", "dateTime", "select_one", "select_multiple"),
    *("geopoint", "image", "audio", "file", "note"),
}


@pytest.fixture(scope="module")
def converted() -> dict[str, Converted]:
    return {form_id: convert_xlsx(build_xlsx(form_id)) for form_id in FORMS}


def test_the_pack_holds_the_five_forms_quickest_first():
    assert FORMS == ["vigie-releve", "vigie-expulsion", "vigie-eau-services", "vigie-tournee", "vigie-temoignage"]
    assert [spec.id for spec in PACK if spec.testimony] == ["vigie-temoignage"]


def test_a_form_that_is_not_in_the_pack_is_missing():
    with pytest.raises(Missing) as refused:
        build_xlsx("../../etc/passwd")
    assert refused.value.code == "collection.form"


@pytest.mark.parametrize("form_id", FORMS)
def test_converts_without_a_warning_in_every_language(form_id: str, converted: dict[str, Converted]):
    done = converted[form_id]
    assert done.warnings == ()
    assert done.form_id == form_id
    assert done.version == form(form_id).spec.version
    assert done.languages == tuple(LANGUAGES)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_text_is_there_in_every_language(form_id: str):
    source = form(form_id)
    texts = [source.spec.title, source.intro]
    for question in source.walk():
        texts += [labels for labels in (question.labels, question.hints, question.message) if labels is not None]
    texts += [choice.labels for name in source.lists for choice in choices()[name]]
    assert [text for text in texts if set(text) != set(LANGUAGES) or not all(map(str.strip, text.values()))] == []


def test_common_words_are_there_in_every_language():
    texts = [*units().values(), *common()["paper"].values(), *common()["messages"].values()]
    assert [text for text in texts if set(text) != set(LANGUAGES)] == []


@pytest.mark.parametrize("form_id", FORMS)
def test_every_right_to_left_text_is_in_its_own_script(form_id: str):
    """A French sentence left in the Arabic column would pass the test above."""
    for question in form(form_id).walk():
        for code in ("ar", "fa", "ps"):
            assert any("\u0600" <= sign <= "\u06ff" for sign in question.labels[code]), (question.path, code)
        assert any("\u1200" <= sign <= "\u137f" for sign in question.labels["ti"]), question.path


def test_each_list_offers_the_codes_of_the_vocabulary():
    for name, codes in DIMENSIONS.items():
        assert {choice.name for choice in choices()[name]} == codes, name
    assert {choice.name for choice in choices()["acts"]} == ACTS
    assert {choice.name for choice in choices()["commune"]} == PLACES | {"autre"}


def test_the_codes_written_down_here_are_those_of_the_facts():
    """The frozen lists guard the forms; this guards the lists."""
    terms = yaml.safe_load((FACTS / "terms.yaml").read_text(encoding="utf-8"))
    families = yaml.safe_load((FACTS / "acts.yaml").read_text(encoding="utf-8"))
    assert {code for family in families.values() for code in family["acts"]} == ACTS
    kept = set(DIMENSIONS) & set(terms)
    assert kept >= {"operation_type", "legal_basis", "forces", "observation_mode", "aftermath", "age_band"}
    assert {name: set(map(str, terms[name])) for name in kept} == {name: DIMENSIONS[name] for name in kept}
    places = yaml.safe_load((NETWORK / "places.yaml").read_text(encoding="utf-8"))
    assert {commune["slug"] for commune in places["communes"]} == PLACES
    assert {zone["slug"] for zone in places["zones"]} >= DIMENSIONS["zone"]
    assert set(facts_units.UNITS) >= UNITS - FOR_SHIFTS


@pytest.mark.parametrize("form_id", FORMS)
def test_acts_and_units_that_a_form_uses_exist(form_id: str):
    acts: set[str] = set()
    for question in form(form_id).walk():
        acts |= set(question.implies.values())
        if question.to == "acts":
            acts |= {choice.name for choice in choices()[question.list_name or ""]}
        assert question.unit is None or question.unit in UNITS
    assert acts <= ACTS


def test_french_is_set_as_french_is():
    """No question mark alone at the start of a line, no typewriter's apostrophe."""
    for form_id in FORMS:
        for question in form(form_id).walk():
            assert not set(question.labels["fr"]) & {"'"}, question.path
            assert " ?" not in question.labels["fr"], question.path
    assert form("vigie-releve").questions[1].labels["fr"] == "Ce qui s’est passé"


def test_phones_read_what_was_typeset(converted: dict[str, Converted]) -> None:
    """The converter makes every apostrophe a typewriter's: it is set again, and no condition loses its quotes."""
    xml = converted["vigie-releve"].xml.decode()
    assert "<value>Qu’avez-vous vu\u00a0?</value>" in xml
    assert "<value>«\u00a0Flagrance\u00a0»</value>" in xml
    assert "selected( /data/where/commune , 'autre')" in xml
    assert "jr:itext('/data/where:label')" in xml


def test_every_unit_is_named():
    assert set(units()) == UNITS


@pytest.mark.parametrize("form_id", FORMS)
def test_no_free_text_position_or_media_is_shared(form_id: str, converted: dict[str, Converted]):
    open_fields = [f for f in converted[form_id].fields if f.ring is Ring.SHARED]
    assert {f.path.rpartition("/")[2] for f in open_fields if f.type == "text"} <= SHARED_TEXT
    assert {f.type for f in open_fields} <= {"text", "integer", "date", "time", "select_one", "select_multiple"}


@pytest.mark.parametrize("form_id", FORMS)
def test_only_controls_that_all_phones_draw(form_id: str, converted: dict[str, Converted]):
    assert {field.type for field in converted[form_id].fields} <= CONTROLS


@pytest.mark.parametrize("form_id", FORMS)
def test_marks_of_the_form_reach_the_phone(form_id: str, converted: dict[str, Converted]):
    xml = converted[form_id].xml.decode()
    testimony = form(form_id).spec.testimony
    assert ('odk:client-editable="true"' in xml) is not testimony
    assert ('orx:auto-delete="true"' in xml) is testimony
    assert 'xmlns:vigie="urn:vigie:1"' in xml
    assert "deviceid" not in xml
    assert "username" not in xml


@pytest.mark.parametrize("form_id", FORMS)
def test_the_name_of_a_record_says_only_the_form_and_the_day(form_id: str, converted: dict[str, Converted]):
    xml = converted[form_id].xml.decode()
    title = form(form_id).spec.title["fr"]
    assert f"""calculate="concat('{title} ', today())\"""" in xml


@pytest.mark.parametrize("form_id", FORMS)
def test_conditions_and_flags_name_answers_that_can_be_given(form_id: str):
    earlier: dict[str, set[str]] = {}
    for question in form(form_id).walk():
        for name, answers in question.when.items():
            assert set(answers) <= earlier[name], question.path
        offered = {choice.name for choice in choices()[question.list_name]} if question.list_name else set()
        assert set(question.implies) | set(question.flags) <= offered, question.path
        earlier[question.name] = offered


def test_two_builds_give_the_same_bytes():
    assert build_xlsx("vigie-releve") == build_xlsx("vigie-releve")


def test_write_all_leaves_one_workbook_a_form(tmp_path: Path):
    written = write_all(tmp_path / "pack", FORMS[:2])
    assert [path.name for path in written] == ["vigie-releve.xlsx", "vigie-expulsion.xlsx"]
    assert written[0].read_bytes() == build_xlsx("vigie-releve")


def test_the_command_writes_the_whole_pack(tmp_path: Path):
    told = subprocess.run(
        [sys.executable, "-W", "error", "-m", "vigie.collection.pack", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [str(tmp_path / f"{form_id}.xlsx") for form_id in FORMS]
    assert {path.stem for path in tmp_path.iterdir()} == set(FORMS)


def test_a_stored_form_reads_back_as_it_was_converted(converted: dict[str, Converted]):
    done = converted["vigie-expulsion"]
    assert read_shape(done.xml) == done.shape
    force = next(field for field in done.fields if field.path == "convoy/force")
    assert (force.type, force.repeat, force.ring) == ("select_one", True, Ring.SHARED)
    assert ("CRS", "CRS (riot police)") in [(code, labels["en"]) for code, labels in force.choices]
    assert force.group["fr"] == "Une force présente"


def test_nobody_is_said_to_have_read_what_nobody_read():
    for form_id in FORMS:
        readers = languages()[form_id]
        assert set(readers) == set(LANGUAGES)
        assert readers["ps"] == readers["ti"] == {"reviewed_by": None}


@pytest.mark.java
@pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime: the engine of ODK Collect cannot be asked")
def test_the_engine_of_collect_loads_every_form(tmp_path: Path, converted: dict[str, Converted]):
    jar = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    paths = []
    for form_id, done in converted.items():
        path = tmp_path / f"{form_id}.xml"
        path.write_bytes(done.xml)
        paths.append(str(path))
    java = shutil.which("java") or "java"
    told = subprocess.run(
        [java, "-Djava.awt.headless=true", "-jar", str(jar), *paths], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert told.stderr.count("is valid!") + told.stdout.count("is valid!") == len(FORMS)
