"""What the invented associations do together loads whole, each line by someone who may, on any day."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from vigie.config.demo.network import load_network
from vigie.config.demo.together import Together
from vigie.desk.needs import needs_of
from vigie.network.api import load_places
from vigie.network.models import ActionItem, Campaign, Communique, Listing, Speaker, ToolVersion

pytestmark = pytest.mark.django_db


def test_it_is_all_there_and_something_waits(folder: Path, moved_clock: dt.datetime) -> None:
    moment = moved_clock
    load_places(now=moment, include_unverified=True)
    cast = load_network(begun=moment - dt.timedelta(days=200))
    begun = time.process_time()
    Together(cast, moment).tell()
    print(f"together: {time.process_time() - begun:.2f} s of CPU")
    assert (Listing.objects.count(), Speaker.objects.count(), ToolVersion.objects.count()) == (4, 3, 2)
    assert sorted(Communique.objects.values_list("state", flat=True)) == ["collecting", "draft", "published"]
    assert Campaign.objects.get().signatories.count() == 3
    assert ActionItem.objects.count() == 2
    waits = [str(need.label) for need in needs_of(cast.acting("coordination", moment.date()), now=moment)]
    assert "actions en retard" in waits
