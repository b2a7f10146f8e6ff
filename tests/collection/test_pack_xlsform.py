"""An association's own form: what is wrong with it is said in plain words, row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from vigie.collection.pack import PHRASES, RowProblem, convert_xlsx
from vigie.kernel.api import Invalid, Ring

SURVEY = ["type", "name", "label", "relevant", "calculation", "bind::vigie:ring"]
CHOICES = [["list_name", "name", "label"], ["yn", "yes", "Oui"], ["yn", "no", "Non"]]
SETTINGS = [["form_title", "form_id", "version", "namespaces"], ["Essai", "essai", "3", 'vigie="urn:vigie:1"']]
GOOD = ["text", "note", "Une note"]


def workbook(
    *rows: Sequence[str],
    choices: Sequence[Sequence[str]] = CHOICES,
    settings: Sequence[Sequence[str]] = SETTINGS,
    survey: str = "survey",
) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, lines in ((survey, [SURVEY, *rows]), ("choices", choices), ("settings", settings)):
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def problems(content: bytes) -> list[RowProblem]:
    with pytest.raises(Invalid) as refused:
        convert_xlsx(content)
    assert refused.value.code == "collection.xlsform"
    rows = refused.value.params["rows"]
    assert isinstance(rows, list)
    assert refused.value.params["number"] == len(rows)
    return rows


def test_an_own_form_shares_only_what_it_marks_and_nothing_by_a_misspelt_mark():
    done = convert_xlsx(
        workbook(
            ["text", "a", "A"],
            ["integer", "b", "B", "", "", "shared"],
            ["integer", "c", "C", "", "", "published"],
            ["integer", "d", "D", "", "", "chared"],
        )
    )
    assert (done.form_id, done.version, done.title) == ("essai", "3", "Essai")
    assert done.rings == {"a": Ring.SEALED, "b": Ring.SHARED, "c": Ring.SEALED, "d": Ring.SEALED}


def test_a_form_in_one_language_keeps_its_texts():
    done = convert_xlsx(workbook(["select_one yn", "a", "D'accord ?"]))
    assert done.languages == ()
    assert done.fields[0].labels == {"": "D'accord ?"}
    assert done.fields[0].choices == (("yes", {"": "Oui"}), ("no", {"": "Non"}))


@pytest.mark.parametrize(
    ("content", "code", "row", "detail"),
    [
        (workbook(GOOD, ["txt", "a", "A"]), "unknown_type", 3, "txt"),
        (workbook(GOOD, ["select_one oui", "a", "A"]), "unknown_list", 3, "oui"),
        (workbook(GOOD, ["text", "a", "A", "${b} = 'yes'"]), "unknown_reference", 3, "b"),
        (workbook(GOOD, ["text", "note", "Encore"]), "duplicate_name", 3, "note"),
        (workbook(GOOD, ["text", "mon nom", "A"]), "bad_name", 3, "mon nom"),
        (workbook(GOOD, ["text", "", "A"]), "no_name", 3, ""),
        (workbook(GOOD, ["", "a", "A"]), "no_type", 3, ""),
        (workbook(GOOD, ["text", "a", ""]), "no_label", 3, "a"),
        (workbook(GOOD, ["begin group", "g", "G"], ["text", "a", "A"]), "group_not_closed", 3, "group"),
        (workbook(GOOD, ["end repeat", "", ""]), "group_not_open", 3, "repeat"),
        (workbook(GOOD, ["calculate", "a", "A"]), "no_calculation", 3, ""),
        (workbook(GOOD, ["text", "a", "A", "${note} = 'oui"]), "bad_condition", 3, "${note} = 'oui"),
        (workbook(GOOD, ["text", "a", "A", "(${note} = 'oui'"]), "bad_condition", 3, "(${note} = 'oui'"),
        (workbook(GOOD, ["text", "a", "A", "$note = 'oui'"]), "bad_condition", 3, "$note = 'oui'"),
        (workbook(GOOD, ["barcode", "a", "A"]), "unsupported", 3, "a (barcode)"),
        (workbook(GOOD, survey="Feuil1"), "no_survey", None, ""),
        (workbook(), "empty", None, ""),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)
def test_a_fault_in_the_survey_is_named_with_its_row(content: bytes, code: str, row: int | None, detail: str):
    found = problems(content)
    assert [(problem.code, problem.row, problem.detail, problem.sheet) for problem in found] == [
        (code, row, detail, "survey")
    ]


@pytest.mark.parametrize(
    ("choices", "code", "row"),
    [
        ([*CHOICES, ["yn", "no", "Encore"]], "duplicate_choice", 4),
        ([["liste", "nom"], ["yn", "yes"]], "choice_columns", None),
        ([*CHOICES, ["yn", "", "Sans nom"]], "choice_no_name", 4),
        ([*CHOICES, ["yn", "pas sur", "?"]], "choice_spaces", None),
    ],
)
def test_a_fault_in_the_choices_is_named_with_its_sheet(choices: list[list[str]], code: str, row: int | None):
    found = problems(workbook(["select_multiple yn", "a", "A"], choices=choices))
    assert [(problem.code, problem.row, problem.sheet) for problem in found] == [(code, row, "choices")]


def test_every_fault_the_converter_lets_through_is_told_at_once():
    found = problems(workbook(["rank yn", "a", "A"], ["text", "b", "B", "${a} = ("], ["geotrace", "c", "C"]))
    assert [(problem.code, problem.row) for problem in found] == [
        ("bad_condition", 3),
        ("unsupported", 2),
        ("unsupported", 4),
    ]


def test_quotes_inside_quotes_are_not_a_fault():
    convert_xlsx(workbook(GOOD, ["text", "a", "A", "${note} = \"l'eau\" or ${note} = '\"'"]))


def test_an_unforeseen_error_keeps_the_words_of_the_converter():
    settings = [["form_title", "form_id", "public_key", "omit_instanceID"], ["Essai", "essai", "x", "yes"]]
    (found,) = problems(workbook(GOOD, settings=settings))
    assert found.code == "other"
    assert "instanceID" in found.params["original"]


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 70_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"type,name,label", b"PK\x03\x04", bomb(), b"PK" * 3_000_000],
    ids=["empty", "csv", "cut", "bomb", "big"],
)
def test_what_is_no_workbook_is_refused_before_it_is_read(content: bytes):
    with pytest.raises(Invalid) as refused:
        convert_xlsx(content)
    assert refused.value.code == "collection.xlsform.file"


def test_a_zip_that_is_no_workbook_is_said_unreadable():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("letter.txt", "Bonjour")
    (found,) = problems(buffer.getvalue())
    assert (found.code, found.row) == ("unreadable", None)


def test_every_fault_has_its_sentence():
    for problem in (
        RowProblem("unknown_type", 3, "txt"),
        RowProblem("other", original="x"),
        RowProblem("too_many", detail="9"),
    ):
        assert str(PHRASES[problem.phrase]) % problem.params


def test_a_workbook_gives_its_title_in_each_language_it_has() -> None:
    titles = {"form_title::English (en)": "Test", "form_title::ar": "تجربة"}
    settings = [[*SETTINGS[0], *titles], [*SETTINGS[1], *titles.values()]]
    made = convert_xlsx(workbook(GOOD, settings=settings))
    assert (made.title, made.titles) == ("Essai", {"en": "Test", "ar": "تجربة"})
    assert made.xml == convert_xlsx(workbook(GOOD)).xml
    assert convert_xlsx(workbook(GOOD)).titles == {}
