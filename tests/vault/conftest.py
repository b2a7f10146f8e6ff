"""Each test of the vault has its own data folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.factories.vault import Holder, founded


@pytest.fixture(autouse=True)
def _own_folder(folder: Path) -> None:
    """A keystore and a blob store that nobody else sees."""


@pytest.fixture
def alma(db: None, now: dt.datetime) -> Holder:
    """The first keyholder of an association."""
    return founded(now)
