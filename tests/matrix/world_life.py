"""What *lisière* owns of the life of the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vigie.kernel.api import now as clock
from vigie.kernel.api import today
from vigie.network.api import ListingDraft, SpeakerDraft, answer_listing, post_listing, show_languages
from vigie.network.rules.exchange import Kind

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_life(made: World) -> None:
    """One of each thing."""
    _exchange(made)


def _exchange(made: World) -> None:
    mine, theirs = made.acting("lisiere"), made.acting("rivage")
    draft = SpeakerDraft("Al", [("ar", "good")])
    made.args["speaker"] = (show_languages(acting=mine, draft=draft, now=clock()),)
    made.data["speaker"] = {"words": "Demain ?"}
    van = ListingDraft(Kind.REQUEST, "vehicle", "Fourgon", today() + dt.timedelta(days=9))
    listing = post_listing(acting=mine, draft=van, now=clock())
    answer = answer_listing(acting=theirs, listing_id=listing, words="Oui", now=clock())
    made.args["listing"], made.args["answer to a listing"] = (listing,), (listing, answer)
