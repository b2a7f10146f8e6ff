"""What is inside an envelope of the field app, once opened: a header that says what it is, a body, zeros. Pure.

The layout is ``fieldapp/PROTOCOL.md``'s. A frame is read as its bytes come, and is believed only once it was read to its end.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vigie.kernel.api import Invalid

MAGIC = b"VGE1"
MAX_HEAD = 16_384
"""Bytes. A header of the field app takes some 400."""
MAX_TEXT = 300
MAX_NUMBER = 1_000_000
UNREAD, SHORT = "collection.envelope.unread", "collection.envelope.short"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Kind(StrEnum):
    """What an envelope holds: a whole record, a testimony as far as it went, ten seconds of a recording of one."""

    RECORD = "record"
    PART = "part"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Head:
    """What an envelope says of itself. A record belongs to no testimony; ``file``, ``piece`` and ``type`` are a sound's."""

    kind: Kind
    content_type: str = ""
    form: str = ""
    made_at: str = ""
    testimony: str = ""
    session: str = ""
    sequence: int = 0
    last: bool = False
    file: str = ""
    piece: int = 0
    type: str = ""

    @property
    def moment(self) -> float:
        """Return when the phone says it was made, to put the sessions of one phone in order; 0 when it does not say."""
        try:
            return dt.datetime.fromisoformat(self.made_at).timestamp()
        except (ValueError, OverflowError, OSError):
            return 0.0


def read_head(raw: bytes) -> Head:
    """Read a header.

    Raises:
        Invalid: ``collection.envelope.unread``.
    """
    try:
        told = json.loads(raw.decode())
        kind = Kind(told["kind"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Invalid(UNREAD) from None
    head = Head(
        kind=kind,
        content_type=_text(told, "content_type"),
        form=_text(told, "form"),
        made_at=_text(told, "made_at"),
        testimony=_text(told, "testimony"),
        session=_text(told, "session"),
        sequence=_number(told, "sequence"),
        last=told.get("last") is True,
        file=_text(told, "file"),
        piece=_number(told, "piece"),
        type=_text(told, "type"),
    )
    if kind is not Kind.RECORD and not (_UUID.fullmatch(head.testimony) and _UUID.fullmatch(head.session)):
        raise Invalid(UNREAD)
    if kind is Kind.SOUND and not head.file:
        raise Invalid(UNREAD)
    return head


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str) or len(value) > MAX_TEXT or "\x00" in value:
        raise Invalid(UNREAD)
    return value


def _number(told: dict[str, Any], name: str) -> int:
    value = told.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_NUMBER:
        raise Invalid(UNREAD)
    return value


class Frame:
    """The inside of one envelope, given as pieces of any size: its header at once, its body as one asks for it.

    Raises:
        Invalid: ``collection.envelope.unread``, no such header; ``collection.envelope.short``, it ends too early. Whatever
            the pieces raise passes.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._pending = bytearray()
        if self._exactly(len(MAGIC)) != MAGIC:
            raise Invalid(UNREAD)
        length = int.from_bytes(self._exactly(4), "big")
        if length > MAX_HEAD:
            raise Invalid(UNREAD)
        self.head = read_head(self._exactly(length))
        self.length = int.from_bytes(self._exactly(8), "big")
        """Bytes of the body."""
        self._left = self.length

    def read(self, size: int | None = None, /) -> bytes:
        """Return the next bytes of the body, at most ``size``; none once it has ended."""
        wanted = self._left if size is None else min(size, self._left)
        data = self._exactly(wanted)
        self._left -= len(data)
        return data

    def body(self) -> Iterable[bytes]:
        """Yield the rest of the body."""
        while piece := self.read(65_536):
            yield piece

    def finish(self) -> None:
        """Read to the very end: only then is it known that nothing was cut or altered, and that zeros alone follow.

        Raises:
            Invalid: ``collection.envelope.unread``, something else follows the body.
        """
        for _ in self.body():
            pass
        while self._pending or self._fill():
            if self._pending.strip(b"\x00"):
                self.drain()
                raise Invalid(UNREAD)
            self._pending.clear()

    def drain(self) -> None:
        """Read whatever is left, without looking at it: what was cut or altered is told even so."""
        self._pending.clear()
        while self._fill():
            self._pending.clear()

    def _exactly(self, size: int) -> bytes:
        while len(self._pending) < size:
            if not self._fill():
                raise Invalid(SHORT)
        data = bytes(self._pending[:size])
        del self._pending[:size]
        return data

    def _fill(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self._pending += piece
        return True
