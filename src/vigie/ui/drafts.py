"""Drafts of what is being typed. Who keeps them is hung here, as what others put on the frame; ``ui`` keeps nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.timezone import localtime

from vigie.kernel.api import new_id, now

from .speech import say_moment, say_time

NEW = "nouveau"
"""What a page is about when nothing is there yet."""
RESUME = "brouillon"
"""In the address of a page: fill it from its draft. The draft itself never stands in an address."""
TOKEN = "draft"  # noqa: S105 -- the name of a hidden field
"""Tells one opened page from another: none writes over a draft it did not begin or resume."""


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A draft that waits on a page: who writes it, when it was last kept."""

    token: str
    kept_at: dt.datetime

    @property
    def when(self) -> str:
        """Say when: "14 h 32" today, the whole moment otherwise."""
        kept = localtime(self.kept_at)
        return say_time(kept.time()) if kept.date() == localtime(now()).date() else say_moment(self.kept_at)


class DraftKeeper(Protocol):
    """Keeps drafts, each for the person who types, the association they act for, a page and what it is about."""

    def addresses(self, page: str, about: str) -> tuple[str, str]:
        """Return where the page sends its draft, and where it throws it away."""

    def waiting(self, request: HttpRequest, page: str, about: str) -> DraftCard | None:
        """Return the draft that waits, unopened."""

    def opened(self, request: HttpRequest, page: str, about: str) -> QueryDict | None:
        """Return what was typed, as if it had just been sent."""

    def drop(self, request: HttpRequest, page: str, about: str) -> None:
        """Forget a draft."""


_keeper: list[DraftKeeper] = []


def register_drafts(keeper: DraftKeeper) -> None:
    """Say who keeps drafts."""
    _keeper[:] = [keeper]


def resumed(request: HttpRequest, page: str, about: str = NEW) -> QueryDict | None:
    """Return the draft a person asked to resume on this page, to bind its forms with; then call ``unjudged``."""
    asked = request.method == "GET" and RESUME in request.GET
    return _keeper[0].opened(request, page, about) if asked and _keeper else None


def unjudged(forms: Iterable[BaseForm]) -> None:
    """Show what a draft holds without a word on what is missing: nobody sent it yet."""
    for form in forms:
        form.errors.clear()


def drop_draft(request: HttpRequest, page: str, about: str = NEW) -> None:
    """Forget the draft of a page: what it held is saved."""
    for keeper in _keeper:
        keeper.drop(request, page, about)


def on_page(request: HttpRequest, page: str, about: str) -> dict[str, Any]:
    """Return what ``{% autosave %}`` shows: the token of the page, the draft that waits beside it, or that it is gone."""
    if not _keeper:
        return {"save_url": ""}
    card = _keeper[0].waiting(request, page, about)
    asked = request.method == "GET" and RESUME in request.GET
    token = request.POST.get(TOKEN) or (card.token if card and asked else new_id())
    save_url, discard_url = _keeper[0].addresses(page, about)
    return {
        "save_url": save_url,
        "discard_url": discard_url,
        "name": TOKEN,
        "token": token,
        "waits": card if card and card.token != token else None,
        "gone": asked and card is None,
        "resume_url": f"?{RESUME}=1",
    }
