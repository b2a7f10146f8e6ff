"""What the tests of the life of a mission share."""

from __future__ import annotations

import pytest


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block whose erasures are done at its end, as after a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
