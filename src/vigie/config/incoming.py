"""What the embedded server refuses as soon as the headers of a post are read, in words."""

from __future__ import annotations

import re
from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.utilities import Error, RequestEntityTooLarge

from vigie.kernel.api import data_folder

from .spool import free, reserve
from .uploads import LIMIT

DOOR_LIMIT = 251_000_000
"""The door's own limit (250 MB) and the edges of its parts, in bytes."""
PAGE_LIMIT = LIMIT + 1_000_000
EXHIBIT_LIMIT = 501_000_000
"""An exhibit that is brought in (500 MB): it is sealed as it is read, as at the door."""
LARGEST = max(DOOR_LIMIT, EXHIBIT_LIMIT)
_EXHIBIT = re.compile(r"(?:/exercice)?/dossiers/[^/]+/pieces/ajouter")
_DOOR = re.compile(r"(?:/exercice)?/k/[^/]+/submission")


class TooLarge(Error):  # type: ignore[misc] # waitress publishes no types
    """More than may come in one post."""

    code = 413
    reason = "Content Too Large"

    def __init__(self, limit: int) -> None:
        megabytes = limit // 1_000_000
        super().__init__(
            f"Cet envoi dépasse {megabytes} Mo : rien n’a été reçu. / Over {megabytes} MB: nothing was received."
        )


class NoRoom(Error):  # type: ignore[misc] # waitress publishes no types
    """The disk could not rest this post."""

    code = 507
    reason = "Insufficient Storage"

    def __init__(self) -> None:
        super().__init__(
            "Le serveur manque de place : rien n’a été reçu, gardez votre envoi. / No room: nothing was received, keep it."
        )


class Parser(HTTPRequestParser):  # type: ignore[misc] # waitress publishes no types
    """Waitress's, with a limit for pages and another for the door, and a word when there is no room."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers; refuse at once what could not be kept."""
        super().parse_header(header_plus)
        limit = self._limit()
        if self.content_length > limit:
            self._refuse(TooLarge(limit))
        elif self.content_length > self.adj.inbuf_overflow and free(data_folder()) < self.content_length + reserve():
            self._refuse(NoRoom())

    def received(self, data: bytes) -> int:
        """Take bytes; a full disk is an answer, not a cut line."""
        try:
            taken = int(super().received(data))
        except OSError:
            self._refuse(NoRoom())
            return len(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self._refuse(TooLarge(self._limit()))
        return taken

    def _limit(self) -> int:
        if _DOOR.fullmatch(self.path):
            return DOOR_LIMIT
        return EXHIBIT_LIMIT if _EXHIBIT.fullmatch(self.path) else PAGE_LIMIT

    def _refuse(self, error: Error) -> None:
        self.error: Any = error
        self.expect_continue = False
        self.completed = True


__all__ = ["DOOR_LIMIT", "EXHIBIT_LIMIT", "LARGEST", "PAGE_LIMIT", "Parser"]
