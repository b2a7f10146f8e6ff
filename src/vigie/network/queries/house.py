"""What the house was told before it opened."""

from __future__ import annotations

from vigie.kernel.api import WorldName, world

from ..models import SetUp


def set_up_page() -> SetUp:
    """Return what is filled so far, saved or not."""
    return SetUp.objects.filter(id="house").first() or SetUp(id="house")


def set_up_complete() -> bool:
    """Say whether the house may be used: always where everything is invented, else once its page is filled."""
    if world().name is not WorldName.REAL:
        return True
    return SetUp.objects.exclude(completed_at=None).exists()
