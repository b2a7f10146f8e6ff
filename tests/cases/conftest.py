"""Places, vocabulary and a data folder are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import cases, facts


@pytest.fixture
def team(db: None, folder: Path) -> cases.Team:
    """A dossier, its juriste, an avocat·e of another association."""
    facts.world_of_facts()
    return cases.team()
