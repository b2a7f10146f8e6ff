"""The worker's turn binds what was asked by four words, with no queue that would keep the second."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from tests.conftest import NOW
from tests.factories import facts
from vigie.config.nightly import Night
from vigie.config.server import _turn
from vigie.config.watching import Watch
from vigie.facts.api import ConsentDraft, answers_to_plain, ask_by_words, record_testimony
from vigie.facts.models import SourceStatement, Withdrawal

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_turn_of_the_worker_binds_a_request(folder: Path, moved_clock: object) -> None:
    facts.world_of_facts()
    who = facts.coordinator()
    yes = answers_to_plain(count=True, lawyer=True, quote=True)
    record_testimony(acting=who, draft=facts.told(consent=ConsentDraft(yes, "ar", "d" * 64)), now=NOW)
    ask_by_words(organisation=who.organisation, digest="d" * 64, stops=True, day=NOW.date())
    assert not DBTaskResult.objects.exists(), "a queue would keep the second"
    _turn(Night(), Watch(), nullcontext())
    assert SourceStatement.objects.get().audience == "owner"
    assert Withdrawal.objects.get().read
