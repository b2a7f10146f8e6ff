"""Worlds: the real one, the practice one beside it, the demonstration. They never share a folder, a database or a key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path


class WorldName(StrEnum):
    """Which world a row, a token or a page belongs to."""

    REAL = "real"
    DEMO = "demo"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class World:
    """One world: its name, the folder that holds all of it, the alias of its database."""

    name: WorldName
    folder: Path
    database: str

    @property
    def invented(self) -> bool:
        """Say whether everything in it is made up."""
        return self.name is not WorldName.REAL


PRACTICE_FOLDER = "exercice"
BASE_DATABASE, PRACTICE_DATABASE = "default", "practice"
_practising: ContextVar[bool] = ContextVar("practising", default=False)


def data_folder() -> Path:
    """Return the folder that holds everything of this installation (``VIGIE_DATA``, else ``./data``)."""
    return _resolved(os.environ.get("VIGIE_DATA") or "data")


@lru_cache(maxsize=8)
def _resolved(folder: str) -> Path:
    return Path(folder).resolve()


def base_world() -> World:
    """Return the world this process was started for: the real one or the demonstration."""
    return _base(os.environ.get("VIGIE_WORLD") or "", data_folder())


@lru_cache(maxsize=8)
def _base(name: str, folder: Path) -> World:
    return World(WorldName(name or WorldName.REAL), folder, BASE_DATABASE)


def practice_world() -> World:
    """Return the practice world that stands beside the base one."""
    return World(WorldName.PRACTICE, data_folder() / PRACTICE_FOLDER, PRACTICE_DATABASE)


def world_database() -> str:
    """Return the alias of the database of the current world: asked of each query, so no environment is read."""
    return PRACTICE_DATABASE if _practising.get() else BASE_DATABASE


def world() -> World:
    """Return the world of the current request or command."""
    return practice_world() if _practising.get() else base_world()


@contextmanager
def practising() -> Iterator[World]:
    """Do what follows in the practice world."""
    token = _practising.set(True)
    try:
        yield practice_world()
    finally:
        _practising.reset(token)
