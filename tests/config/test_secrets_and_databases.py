"""Secrets are made once and kept from others; the database's address is read or refused."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from vigie.config.databases import databases, postgres
from vigie.config.secrets import load_secret


def test_a_secret_is_made_once_and_private(folder: Path) -> None:
    first = load_secret("essai.key")
    assert load_secret("essai.key") == first
    assert len(first) >= 64
    assert stat.S_IMODE((folder / "secrets" / "essai.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "secrets").stat().st_mode) == 0o700


def test_no_folder_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_DATA", str(tmp_path / "nowhere"))
    assert load_secret("essai.key") != load_secret("essai.key")
    assert not (tmp_path / "nowhere").exists()


def test_a_postgres_address_is_read_in_full() -> None:
    read = postgres("postgres://vigie:mot%2Fde%40passe@%2Frun%2Fpg:5433/observatoire")
    assert (read["NAME"], read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == (
        "observatoire",
        "vigie",
        "mot/de@passe",
        "/run/pg",
        "5433",
    )


def test_another_address_is_refused() -> None:
    with pytest.raises(ValueError, match="postgres://"):
        postgres("mysql://root@localhost/vigie")


def test_the_practice_world_is_always_apart(folder: Path) -> None:
    both = databases("postgres://vigie@localhost/vigie")
    assert both["practice"]["ENGINE"].endswith("sqlite3")
    assert both["practice"]["NAME"] == str(folder / "exercice" / "vigie.sqlite3")
