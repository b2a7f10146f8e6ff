"""Places, vocabulary, a data folder and the people of a bulletin are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import facts, publication, statements


@pytest.fixture
def desk(db: None, folder: Path) -> publication.Desk:
    """Who writes, who signs."""
    facts.world_of_facts()
    return publication.desk()


@pytest.fixture
def made(db: None, folder: Path, moved_clock: object) -> statements.Teller:
    """A testimony that may be quoted."""
    facts.world_of_facts()
    return statements.teller()
