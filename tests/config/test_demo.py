"""The demonstration loads at any hour."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from vigie.config.demo.network import everyone, load_network
from vigie.network.models import Person
from vigie.vault.api import is_keyholder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hour", [0, 12, 22, 23])
def test_people_have_their_roles_and_keys_from_the_first_day(folder: Path, hour: int) -> None:
    begun = dt.datetime(2026, 5, 5, hour, 30, tzinfo=dt.UTC)
    cast = load_network(begun=begun)
    assert Person.objects.count() == len(everyone())
    keepers = [
        cast.acting(row["username"], begun.date() + dt.timedelta(days=1)) for row in everyone() if row.get("holds_key")
    ]
    assert [who.name for who in keepers if not is_keyholder(who)] == []
