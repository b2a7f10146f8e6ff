"""Each test of the door has its own data folder and its own phone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.factories.collection import Phone, phone, small_form


@pytest.fixture
def odile(db: None, folder: Path, moved_clock: dt.datetime) -> Phone:
    """A phone whose association is offered one small form of the pack."""
    small_form(now=moved_clock)
    return phone(moved_clock)
