"""Each test of the door has its own data folder and its own phone."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from tests.factories.collection import Phone, phone, small_form
from tests.factories.unsealing import FORM, Desk
from vigie.network.api import Role


@pytest.fixture
def odile(db: None, folder: Path, moved_clock: dt.datetime) -> Phone:
    """A phone whose association is offered one small form of the pack."""
    small_form(now=moved_clock)
    return phone(moved_clock)


@pytest.fixture
def desk(odile: Phone, now: dt.datetime) -> Desk:
    """A coordinator of that association with its vault open, and a form of testimony."""
    small_form(form_id=FORM, testimony=True, now=now)
    coordinator = dataclasses.replace(odile.holder.acting, roles=frozenset({Role.COORDINATOR}))
    return Desk(odile, coordinator, odile.holder.open(now), now)
