"""Vocabulary, a data folder, somebody who trains and somebody who learns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import facts, learning
from vigie.network.api import Acting


@pytest.fixture
def alma(db: None, folder: Path) -> Acting:
    """She trains and signs."""
    facts.world_of_facts()
    return learning.trainer()


@pytest.fixture
def odile(alma: Acting) -> Acting:
    """She learns; a member of the association."""
    return learning.learner()
