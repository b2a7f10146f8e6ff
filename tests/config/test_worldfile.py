"""A data folder holds one world, and says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from vigie.config.worldfile import WrongFolder, claim, read_world


def test_a_new_folder_is_taken_and_remembers(folder: Path) -> None:
    claim("demo")
    assert read_world() == "demo"
    assert claim("demo") == folder


@pytest.mark.parametrize(("held", "asked"), [("real", "demo"), ("demo", "real")])
def test_two_worlds_never_share_a_folder(folder: Path, held: str, asked: str) -> None:
    claim(held)
    with pytest.raises(WrongFolder):
        claim(asked)
    assert read_world() == held


def test_a_folder_with_something_else_is_left_alone(folder: Path) -> None:
    stranger = folder / "these.odt"
    stranger.write_text("chapitre 1")
    with pytest.raises(WrongFolder):
        claim("demo")
    assert [p.name for p in folder.iterdir()] == ["these.odt"]
