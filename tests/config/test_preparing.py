"""A new folder: both worlds begin alike, each with its own tables; what is there already is brought up to date."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

READY = """
from vigie.config.cli.house import open_house
open_house()
from vigie.config.preparing import prepare
prepare()
"""


def prepared(folder: Path) -> None:
    env = {**os.environ, "VIGIE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "vigie.config.settings"}
    subprocess.run([sys.executable, "-c", READY], check=True, env=env, timeout=300)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as base:
        return sorted(base.execute(query).fetchall())


@pytest.mark.slow  # a house from nothing, by its migrations
def test_both_worlds_have_the_same_tables_and_words_and_the_practice_one_its_people(tmp_path: Path) -> None:
    prepared(tmp_path)
    base = tmp_path / "vigie.sqlite3"
    (practice,) = (path for path in (tmp_path / "exercice").rglob("*.sqlite3") if "keystore" not in path.name)
    for query in (
        "select type, name, sql from sqlite_master where name not like 'sqlite_%'",
        "select app, name from django_migrations",
        "select code from facts_acttype",
        "select code from cases_body",
    ):
        assert rows(base, query) == rows(practice, query) != []
    assert rows(practice, "pragma integrity_check") == [("ok",)]
    people = "select count(*) from network_person"
    assert rows(base, people) == [(0,)]
    assert rows(practice, people) != [(0,)]
    with sqlite3.connect(base) as real:
        real.execute("delete from cases_body where code = 'ddd'")
    before = rows(practice, people)
    prepared(tmp_path)
    assert ("ddd",) in rows(base, "select code from cases_body"), "what lacks comes back"
    assert rows(practice, people) == before
