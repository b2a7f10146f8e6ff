"""A demonstration loaded once by its own command."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.command import vigie


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration to look at, not to touch."""
    if "DATABASE_URL" in os.environ:
        pytest.skip("these run on SQLite; test_backups starts its own PostgreSQL")
    folder = tmp_path_factory.mktemp("loaded") / "data"
    made = vigie("demo", "--load-only", folder=folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def demo(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it for one module, to write in."""
    return Path(shutil.copytree(loaded, tmp_path_factory.mktemp("demo") / "data"))
