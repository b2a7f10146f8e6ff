"""Places and vocabulary are there, and somebody to code."""

from __future__ import annotations

import pytest

from tests.factories import facts
from vigie.network.api import Acting


@pytest.fixture
def vocabulary(db: None) -> None:
    facts.world_of_facts()


@pytest.fixture
def alma(vocabulary: None) -> Acting:
    """A coordinator of *lisière*."""
    return facts.coordinator()
