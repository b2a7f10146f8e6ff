"""Places, vocabulary, a data folder and the people of a bulletin are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import facts, publication


@pytest.fixture
def desk(db: None, folder: Path) -> publication.Desk:
    """Who writes, who signs."""
    facts.world_of_facts()
    return publication.desk()
