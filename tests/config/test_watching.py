"""What the house looks at all day: at once when it starts, then each thing at its own pace, all that waits of it."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext

import pytest

from tests.conftest import NOW
from tests.factories import facts
from vigie.config import server, watching
from vigie.config.nightly import Night
from vigie.config.server import _turn
from vigie.config.watching import LATE_EVERY, WORDS_EVERY, Watch
from vigie.facts.api import PlanDraft, ask_by_words, make_plan
from vigie.facts.models import Withdrawal
from vigie.journal.models import Notification
from vigie.kernel.api import PARIS, Conflict

SECOND = dt.timedelta(seconds=1)


def test_each_thing_is_looked_at_when_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    looks = ((lambda _now: seen.append("late"), LATE_EVERY), (lambda _now: seen.append("words"), WORDS_EVERY))
    monkeypatch.setattr(watching, "LOOKS", looks)
    watch = Watch()
    for after in (dt.timedelta(0), WORDS_EVERY - SECOND, WORDS_EVERY, LATE_EVERY - SECOND, LATE_EVERY):
        seen.append("·")
        watch.look(now=NOW + after)
    assert seen == ["·", "late", "words", "·", "·", "words", "·", "words", "·", "late"]


@pytest.mark.django_db
def test_who_is_late_is_told_and_all_words_are_bound() -> None:
    facts.world_of_facts()
    alma = facts.coordinator()
    out = PlanDraft(NOW.date(), dt.time(5), dt.time(9), dt.time(10), "calais", "AB, CD")
    make_plan(acting=alma, draft=out, now=NOW)
    for number in range(51):  # one more than is bound at a time
        ask_by_words(organisation=alma.organisation, digest=f"{number:064}", stops=True, day=NOW.date())
    Watch().look(now=dt.datetime(2018, 1, 16, 10, 1, tzinfo=PARIS))
    assert Notification.objects.filter(code="facts.plan_overdue").exists()
    assert not Withdrawal.objects.filter(read=False).exists()


class Stuck(Watch):
    """Something in it is broken."""

    def look(self, *, now: dt.datetime) -> None:
        """Fail."""
        raise Conflict("facts.no_withdrawal")


@pytest.mark.django_db
def test_a_step_that_fails_does_not_keep_the_night_from_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Night] = []
    monkeypatch.setattr(server, "_worker", lambda: type("Idle", (), {"run": staticmethod(lambda: None)}))
    monkeypatch.setattr(server, "_see_to", done.append)
    monkeypatch.setattr(server, "close_old_connections", lambda: None)
    night = Night()
    _turn(night, Stuck(), nullcontext())
    assert done == [night]
