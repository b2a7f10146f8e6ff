"""When a quote may be used."""

from __future__ import annotations

import datetime as dt

import pytest

from vigie.publication.rules.quotes import Allowed, Standing, standing
from vigie.publication.rules.states import QuoteState

DAY = dt.date(2018, 1, 16)
YES = Allowed(holds=True, minor_held=False)


@pytest.mark.parametrize(
    ("state", "until", "allowed", "expected"),
    [
        (QuoteState.READY, None, YES, Standing.USABLE),
        (QuoteState.READY, DAY, YES, Standing.USABLE),
        (QuoteState.READY, DAY - dt.timedelta(1), YES, Standing.EXPIRED),
        (QuoteState.READY, None, Allowed(True, False, DAY - dt.timedelta(1)), Standing.EXPIRED),
        (QuoteState.READY, None, Allowed(False, False), Standing.CONSENT),
        (QuoteState.READY, None, Allowed(True, True), Standing.MINOR),
        (QuoteState.READY, None, None, Standing.GONE),
        (QuoteState.PROPOSED, None, YES, Standing.UNREAD),
        (QuoteState.RETURNED, None, YES, Standing.RETURNED),
        (QuoteState.WITHDRAWN, None, YES, Standing.WITHDRAWN),
    ],
)
def test_a_quote_is_usable_only_while_everything_holds(
    state: QuoteState, until: dt.date | None, allowed: Allowed | None, expected: Standing
) -> None:
    assert standing(state=state, until=until, allowed=allowed, today=DAY) is expected
