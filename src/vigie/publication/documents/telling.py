"""The pages of a bulletin: made of today's facts while it is a draft, read as they were frozen from then on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from vigie.kernel.api import Missing
from vigie.network.api import Acting

from ..models import Bulletin
from ..queries.bulletins import dated_facts, quotes_for, release_of
from ..queries.content import contents
from ..queries.protecting import protected
from ..rules.contents import LANGUAGES, Contents
from ..rules.disclosure import Verdict
from ..rules.sealing import plain
from ..rules.states import BulletinState
from .page import Told, say_bulletin


@dataclass(frozen=True, slots=True)
class Pages:
    """A bulletin by language, its published figures, the hash of what was frozen (empty in a draft), whether it is out."""

    by_language: dict[str, dict[str, Any]]
    cells: list[dict[str, Any]]
    content_hash: str = ""
    number: int | None = None

    @property
    def draft(self) -> bool:
        """Whether it bears BROUILLON: it is not in the register."""
        return self.number is None

    def page(self, language: str) -> dict[str, Any]:
        """Return the page in English on an English screen, else in French."""
        return self.by_language["en" if language.startswith("en") else "fr"]


def told_of(acting: Acting, bulletin: Bulletin, *, now: dt.datetime) -> Told:
    """Return what a draft would say today.

    Raises:
        Invalid: ``publication.two_numbers``.
    """
    found = contents(acting, month=bulletin.month, zone=bulletin.zone, now=now)
    return tell(found, protected(found.cells), bulletin, acting, now=now)


def tell(found: Contents, verdict: Verdict, bulletin: Bulletin, acting: Acting, *, now: dt.datetime) -> Told:
    """Put figures beside what a person wrote and picked."""
    usable = {quote.id: quote for quote in quotes_for(acting, bulletin, now=now)}
    return Told(
        contents=found,
        verdict=verdict,
        words=bulletin.words,
        facts=dated_facts(bulletin),
        quotes=[usable[key] for key in bulletin.quotes if key in usable],
        organisation=str(bulletin.organisation),
        invented=bulletin.invented,
        version=bulletin.version,
    )


def draft_pages(told: Told) -> Pages:
    """Say a draft in each language."""
    said = {language: say_bulletin(told, language) for language in LANGUAGES}
    return Pages(said, [plain(cell) for cell in told.verdict.published])


def frozen_pages(bulletin: Bulletin, *, number: int | None = None) -> Pages:
    """Return a bulletin as it was frozen: what two people sign, what is published.

    Raises:
        Missing: what was frozen holds no page to read.
    """
    release = release_of(bulletin)
    snapshot = (release.content if release else bulletin.snapshot) or {}
    if "pages" not in snapshot.get("content", {}):
        raise Missing("publication.no_bulletin")
    known = number if number is not None else (release.number if release else None)
    content_hash = release.content_hash if release else bulletin.content_hash
    return Pages(dict(snapshot["content"]["pages"]), snapshot["cells"], content_hash, known)


def pages_of(acting: Acting, bulletin: Bulletin, *, now: dt.datetime) -> Pages:
    """Return the pages of a bulletin, whatever its state."""
    if bulletin.state == BulletinState.DRAFT:
        return draft_pages(told_of(acting, bulletin, now=now))
    return frozen_pages(bulletin)
