"""The command line, run for real: each documented command, in both languages, on a demonstration."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import socket
from pathlib import Path

import openpyxl
import pytest

from tests.command import Server, vigie

pytestmark = pytest.mark.slow
SHEET = (
    "date;commune;tentes;personnes\n16/01/2018;Calais;12;environ 30\nété 1999;Calais;nc;>20\n18/01/2018;Nullepart;3;4\n"
)
COMMANDS = (
    "serve",
    "demo",
    "doctor",
    "backup",
    "restore",
    "form",
    "device",
    "import",
    "export",
    "dossier",
    "bulletin",
    "manage",
)


def said(*arguments: object, folder: Path) -> dict[str, object]:
    """What a command answers to a script."""
    ran = vigie(*arguments, "--json", folder=folder)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    found: dict[str, object] = json.loads(ran.stdout)
    return found


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "relevés.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr_FR.UTF-8", "Exporte dans un format ouvert"), ("en_GB.UTF-8", "Exports to an open format")],
)
def test_help_names_every_command_and_leaves_nothing_behind(tmp_path: Path, language: str, words: str) -> None:
    folder = tmp_path / "none"
    ran = vigie("--help", folder=folder, language=language)
    assert ran.returncode == 0
    assert [name for name in COMMANDS if name not in ran.stdout] == []
    assert words in ran.stdout
    assert not folder.exists()


def test_the_doctor_finds_nothing_wrong_and_says_what_is(demo: Path) -> None:
    assert said("doctor", folder=demo) == {"findings": []}
    secret = demo / "secrets" / "django.key"
    secret.chmod(0o644)
    ran = vigie("doctor", folder=demo)
    secret.chmod(0o600)
    assert (ran.returncode, str(secret) in ran.stdout, "chmod 600" in ran.stdout) == (1, True, True)
    assert (
        vigie("doctor", folder=demo, language="en_GB.UTF-8").stdout.strip()
        != vigie("doctor", folder=demo).stdout.strip()
    )


def test_a_form_is_published_and_a_bad_one_is_explained(demo: Path, sheet: Path, tmp_path: Path) -> None:
    book = tmp_path / "notre-formulaire.xlsx"
    book.write_bytes(own_form())
    published = said("form", "publish", book, "--organisation", "demo", folder=demo)
    assert (published["form_id"], published["title"]) == ("notre-formulaire", "Notre formulaire")
    assert published["shares"] is False, "nothing is shared before a second person read the rings"
    refused = vigie("form", "publish", sheet, "--organisation", "demo", "--json", folder=demo)
    answer = json.loads(refused.stdout)
    assert (refused.returncode, answer["refused"]) == (2, "collection.xlsform.file")
    assert "classeur" in answer["message"]


def own_form() -> bytes:
    """A form of two questions, as an association would write it."""
    book = openpyxl.Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (("type", "name", "label", "bind::vigie:ring"), ("text", "commune", "Commune ?", "shared")):
        survey.append(row)
    survey.append(("text", "recit", "Que s’est-il passé ?", "sealed"))
    settings = book.create_sheet("settings")
    settings.append(("form_id", "form_title", "version", "namespaces"))
    settings.append(("notre-formulaire", "Notre formulaire", "1", 'vigie="https://vigie.example/xlsform"'))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_phone_is_added_then_revoked(demo: Path) -> None:
    made = said("device", "add", "--organisation", "demo", "--name", "Téléphone 3", folder=demo)
    assert set(made) == {"server_url", "qr", "token_id"}
    assert str(made["server_url"]).startswith("http://127.0.0.1:8000/k/")
    assert said("device", "revoke", made["token_id"], folder=demo) == {"revoked": made["token_id"]}
    again = vigie("device", "revoke", "personne", folder=demo)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.strip()


def test_a_sheet_is_tried_imported_and_imported_again(demo: Path, sheet: Path) -> None:
    arguments = ("import", "observations", sheet, "--organisation", "demo")
    tried = said(*arguments, "--dry-run", folder=demo)
    done = said(*arguments, folder=demo)
    again = said(*arguments, folder=demo)
    counts = [(r["rows"], r["created"], r["known"]) for r in (tried, done, again)]
    assert counts == [(3, 2, 0), (3, 2, 0), (3, 0, 2)]
    assert (tried["import_id"], bool(done["import_id"])) == ("", True)
    errors = done["errors"]
    assert isinstance(errors, list)
    assert {"row": 4, "column": "commune"}.items() <= errors[-2].items()
    assert "Nullepart" in errors[-2]["message"]


def test_facts_are_exported_in_open_formats_that_parse_back(demo: Path, tmp_path: Path) -> None:
    ids = {}
    for kind in ("csv", "xlsx", "jsonl", "geojson"):
        path = tmp_path / f"faits.{kind}"
        ran = vigie("export", "facts", "--format", kind, "--out", path, folder=demo)
        assert ran.returncode == 0, ran.stderr
        ids[kind] = exported(path)
    assert len(ids["csv"]) > 100
    assert ids["csv"] == ids["xlsx"] == ids["jsonl"]
    assert ids["geojson"] <= ids["csv"]
    printed = vigie("export", "facts", folder=demo).stdout
    assert printed.splitlines()[0] == (tmp_path / "faits.csv").read_text(encoding="utf-8").splitlines()[0]


def test_a_bulletin_is_written_as_files_that_say_they_are_a_draft(demo: Path, tmp_path: Path) -> None:
    before_those_out = dt.date.today().replace(day=1) - dt.timedelta(days=130)  # noqa: DTZ011 -- the clock of the command
    month = f"{before_those_out:%Y-%m}"
    asked = ("bulletin", "--zone", "calaisis", "--organisation", "demo", "--language", "fr", "--out", tmp_path)
    ran = vigie(*asked, "--month", month, folder=demo)
    assert ran.returncode == 0, ran.stderr
    kinds = {path.suffix for path in tmp_path.iterdir()}
    assert kinds == {".pdf", ".html", ".csv", ".json"}
    told = json.loads(next(tmp_path.glob("*.json")).read_text(encoding="utf-8"))
    assert (told["draft"], told["pages"]["fr"]["invented"]) == (True, True)
    assert any(c["measure"] == "events" and c["value"] > 20 for c in told["cells"])
    refused = vigie(*asked, "--month", "jamais", folder=demo)
    assert (refused.returncode, "mois" in refused.stderr) == (2, True)


def exported(path: Path) -> set[str]:
    """The ids in a file of facts."""
    if path.suffix == ".csv":
        return {row["id"] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))}
    if path.suffix == ".xlsx":
        rows = list(openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))
        return {str(row[rows[0].index("id")]) for row in rows[1:]}
    if path.suffix == ".jsonl":
        return {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}
    return {feature["properties"]["id"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]}


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr_FR.UTF-8", "n’est pas"), ("en_GB.UTF-8", "not in the directory")]
)
def test_refusals_are_said_in_the_language_of_the_machine(demo: Path, language: str, sentence: str) -> None:
    ran = vigie("device", "add", "--organisation", "nulle", "--name", "x", folder=demo, language=language)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert sentence in ran.stderr


def test_worlds_never_meet(demo: Path, tmp_path: Path) -> None:
    real, foreign, empty = tmp_path / "real", tmp_path / "foreign", tmp_path / "empty"
    real.mkdir()
    (real / "world.json").write_text('{"world": "real", "format": 1}')
    foreign.mkdir()
    (foreign / "photos.zip").write_bytes(b"theirs")
    for folder in (real, foreign):
        before = sorted(folder.iterdir())
        ran = vigie("demo", "--load-only", folder=folder)
        assert (ran.returncode, "Rien n’a été touché" in ran.stderr) == (1, True)
        assert sorted(folder.iterdir()) == before
    assert "Nothing was touched" in vigie("demo", folder=foreign, language="en_GB.UTF-8").stderr
    assert vigie("serve", folder=foreign).returncode == 1
    moved = vigie("doctor", "--json", folder=real, VIGIE_NOW="2018-01-16T07:30:00+00:00")
    assert moved.returncode != 0, "the clock of the real world does not move"
    assert not empty.exists()


def test_serve_answers_where_it_was_told(demo: Path, tmp_path: Path) -> None:
    with Server(demo, tmp_path / "log") as server:
        assert server.get("/sante") == b"ok\n"
        assert "Mot de passe" in server.get("/compte/login/").decode()
    assert f":{server.port}" in (tmp_path / "log").read_text()


def test_a_port_that_is_taken_is_said_before_anything_is_loaded(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = vigie("demo", "--port", port, folder=tmp_path / "data", language="en_GB.UTF-8")
    assert said.returncode == 2
    assert f"127.0.0.1:{port}" in said.stderr
    assert "another port" in said.stderr
    assert "Traceback" not in said.stderr
