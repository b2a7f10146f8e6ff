"""Backups made while the house works, and their return: what is sealed opens, what was erased does not."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import Server, vigie
from tests.config.live import phone, run_inside

pytestmark = pytest.mark.slow
DAMAGED = 2
"""Of the demonstration's records, on purpose; another test of this house may have erased one of them."""
LIVING = (
    "SELECT count(*) FROM collection_submission s JOIN vault_sealedobject o ON o.id = s.sealed_ref "
    "WHERE o.erased_at IS NULL"
)


def counted(folder: Path, sql: str) -> int:
    """A number from the rows of a folder."""
    with closing(sqlite3.connect(folder / "vigie.sqlite3")) as rows:
        return int(rows.execute(sql).fetchone()[0])


def restored(backups: Path, target: Path, *options: object, missing: int = 0) -> Path:
    """Bring a backup back into a new folder."""
    ran = vigie("restore", backups, *options, "--json", folder=target)
    assert json.loads(ran.stdout)["missing"] == missing, ran.stderr + ran.stdout
    assert ran.returncode == bool(missing)
    return target


def test_a_backup_made_while_records_come_in_is_whole_and_opens_elsewhere(demo: Path, tmp_path: Path) -> None:
    stop, sent = threading.Event(), []
    with Server(demo, tmp_path / "log") as server:
        send = phone(demo, server.address)

        def ingest() -> None:
            while not stop.is_set():
                sent.append(send("Récit inventé pendant la copie"))

        writer = threading.Thread(target=ingest)
        writer.start()
        try:
            ran = vigie("backup", tmp_path / "copies", "--json", folder=demo)
        finally:
            stop.set()
            writer.join()
    assert ran.returncode == 0, ran.stderr
    assert len(sent) > 1
    assert set(sent) == {201}
    target = restored(tmp_path / "copies", tmp_path / "elsewhere")
    sealed = run_inside(target, "sealed_texts_of_demo")
    damaged = counted(demo, LIVING) - len(run_inside(demo, "sealed_texts_of_demo"))
    assert damaged <= DAMAGED
    assert len(sealed) == counted(target, LIVING) - damaged
    assert vigie("doctor", folder=target).returncode == 0


def test_what_was_erased_does_not_come_back_even_from_an_older_backup(demo: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    first = {"VIGIE_NOW": "2026-03-01T03:00:00+00:00"}
    testimony, original = run_inside(demo, "tell_a_testimony")
    assert vigie("backup", copies, folder=demo, **first).returncode == 0
    ref, _ = run_inside(demo, "erase_records", original)
    assert vigie("backup", copies, folder=demo, VIGIE_NOW="2026-03-02T03:00:00+00:00").returncode == 0

    target = tmp_path / "older"
    ran = vigie("restore", copies, "--at", "20260301T030000Z", "--json", folder=target)
    told = json.loads(ran.stdout)
    assert (ran.returncode, told["missing"], told["erased"], told["withdrawn"]) == (0, 0, 2, 1), ran.stderr
    assert run_inside(target, "opens", ref) == ["no"]
    assert counted(target, "SELECT count(*) FROM vault_erasure WHERE reason LIKE 'effacé depuis%'") == 2
    statements = f"SELECT count(*) FROM facts_sourcestatement WHERE testimony_id = '{testimony}'"
    assert counted(target, f"{statements} AND audience <> 'owner'") == 0
    assert counted(target, statements) == 1
    assert not [path for path in (target / "vault").glob("??/*") if path.name.startswith(ref)]
    assert vigie("doctor", folder=target).returncode == 0
    others = run_inside(target, "sealed_texts_of_demo")
    assert others, "the rest opens: the passphrase is right"


def test_headers_older_than_a_fortnight_are_dropped_and_bodies_stay(demo: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    for day in ("2026-03-01", "2026-03-10", "2026-03-15", "2026-03-16"):
        assert vigie("backup", copies, folder=demo, VIGIE_NOW=f"{day}T03:00:00+00:00").returncode == 0
    kept = sorted(path.stem[:8] for path in (copies / "en-tetes").glob("*.sqlite3"))
    assert kept == ["20260310", "20260315", "20260316"]
    assert len(list((copies / "etats").iterdir())) == 4
    bodies = {path.name for path in (copies / "corps").glob("??/*")}
    assert bodies == {path.name for path in (demo / "vault").glob("??/*")}


def test_people_s_files_come_back_and_those_erased_since_do_not(demo: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    kept, gone = run_inside(demo, "keep_two_files")
    assert vigie("backup", copies, folder=demo, VIGIE_NOW="2026-03-01T03:00:00+00:00").returncode == 0
    run_inside(demo, "erase_a_file", gone)
    assert vigie("backup", copies, folder=demo, VIGIE_NOW="2026-03-16T03:00:00+00:00").returncode == 0
    assert [path.stem[:8] for path in (copies / "cles").glob("*.sqlite3")] == ["20260316"], (
        "a fortnight, as the headers"
    )
    assert list((copies / "fichiers").glob(f"??/{gone}")), "its body is still in the copies: it opens nothing any more"
    target = restored(copies, tmp_path / "older", "--at", "20260301T030000Z")
    assert run_inside(target, "files_open", kept, gone) == ["CV inventé 1", "no"]
    assert vigie("doctor", folder=target).returncode == 0
    (target / "files" / kept[:2] / kept).write_bytes(b"altered")
    told = vigie("doctor", "--json", folder=target)
    assert [f["code"] for f in json.loads(told.stdout)["findings"] if f["grave"]] == ["files_lost"]


def test_candidates_forgotten_on_their_day_are_in_no_copy_after_the_horizon(demo: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    names = run_inside(demo, "candidates")
    assert len(names) == 5
    assert vigie("backup", copies, folder=demo, VIGIE_NOW="2030-03-01T03:00:00+00:00").returncode == 0
    assert run_inside(demo, "forget_candidates", VIGIE_NOW="2030-03-02T03:00:00+00:00") == ["5"]
    assert vigie("backup", copies, folder=demo, VIGIE_NOW="2030-03-16T03:00:00+00:00").returncode == 0
    target = restored(copies, tmp_path / "older", "--at", "20300301T030000Z")
    for folder in (demo, target):
        assert run_inside(folder, "candidates") == []
    told = [name.split()[0].encode() for name in names]
    for folder in (demo, copies, target):
        held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert [name for name in told if name in held and len(name) > 5] == []
    assert counted(target, "SELECT count(*) FROM programme_application") == 5, "rows of a copy count, and name nobody"


def test_a_backup_refuses_another_world_s_folder_and_a_restore_a_full_one(demo: Path, tmp_path: Path) -> None:
    copies, taken = tmp_path / "copies", tmp_path / "taken"
    taken.mkdir()
    (taken / "photos.zip").write_bytes(b"theirs")
    assert vigie("backup", taken, folder=demo).returncode == 2
    assert [path.name for path in taken.iterdir()] == ["photos.zip"]
    assert vigie("backup", copies, folder=demo).returncode == 0
    refused = vigie("restore", copies, folder=demo)
    assert (refused.returncode, "n’est pas vide" in refused.stderr) == (1, True)
    nothing = vigie("restore", taken, folder=tmp_path / "new")
    assert (nothing.returncode, (tmp_path / "new").exists()) == (1, False)
    assert vigie("restore", copies, "--at", "20170101T000000Z", folder=tmp_path / "new").returncode == 1


@pytest.mark.postgres
def test_rows_of_postgresql_go_and_come_back(tmp_path: Path) -> None:
    if shutil.which("pg_restore") is None:
        pytest.skip("PostgreSQL is not installed")
    from tests.config.postgres import two_databases

    with two_databases() as (here, there):
        folder, copies = tmp_path / "data", tmp_path / "copies"
        loaded = vigie("demo", "--load-only", folder=folder, DATABASE_URL=here)
        assert loaded.returncode == 0, loaded.stderr
        made = vigie("backup", copies, folder=folder, DATABASE_URL=here)
        assert made.returncode == 0, made.stderr
        assert list((copies / "etats").glob("*/vigie.dump"))
        target = tmp_path / "elsewhere"
        ran = vigie("restore", copies, "--json", folder=target, DATABASE_URL=there)
        assert ran.returncode == 0, ran.stderr + ran.stdout
        assert run_inside(target, "sealed_texts_of_demo", DATABASE_URL=there)
        again = vigie("restore", copies, folder=tmp_path / "third", DATABASE_URL=there)
        assert (again.returncode, "vide" in again.stderr) == (1, True)
