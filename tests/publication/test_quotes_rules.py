"""When a quote may be used, and what in its words could tell who speaks."""

from __future__ import annotations

import datetime as dt

import pytest

from vigie.publication.rules.quotes import Allowed, Mark, Standing, pieces, spot, standing
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Appelez le 06 12 34 56 78.", [Mark.PHONE]),
        ("اتصلوا بي على ٠٦١٢٣٤٥٦٧٨", [Mark.PHONE]),
        ("Le fourgon AB-123-CD est venu.", [Mark.PLATE]),
        ("Le 16 janvier vers 6 h 30.", [Mark.DAY, Mark.HOUR]),
        ("They came at 6:30 am.", [Mark.HOUR]),
        ("J’ai 17 ans.", [Mark.AGE]),
        ("عمري ١٧ سنة", [Mark.AGE]),
        ("Nous étions des Érythréens.", [Mark.ORIGIN]),
        ("Derrière la Mare basse, il pleut.", [Mark.SITE]),
        ("Ils ont pris nos tentes, rien d’autre.", []),
        ("Sept fourgons, trois tentes, 12 personnes.", []),
    ],
)
def test_what_could_tell_is_marked_in_place(text: str, expected: list[Mark]) -> None:
    found = spot(text, ["Mare basse"])
    assert [one.mark for one in found] == expected
    assert "".join(words for words, _mark in pieces(text, found)) == text
