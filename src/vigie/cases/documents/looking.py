"""Look at a file as its bytes pass: digest, size, what it is, what it tells of itself. Nothing rests on the disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from vigie.kernel.api import HEAD, FileLook, Invalid, Media, look_at_archive, look_at_head

from ..rules.exhibits import MAX_FILE, MAX_READ, Problem
from ..rules.filetypes import KINDS, FileKind, check_exhibit
from .pictures import told_by_picture
from .pixels import told_by_pdf

_TOLD_BY_THE_WHOLE = {Media.ARCHIVE, Media.ODT, Media.ODS}
_BEGINNING = 2_000_000
"""Bytes kept of a picture too large to be read whole: its size and its moment stand there."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a file once all of it has passed."""

    sha256: str
    size: int
    content_type: str
    kind: FileKind
    capture: dict[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Return its number of pages, 1 when nothing says it."""
        return int(self.capture.get("pages") or 1)


class Looker:
    """Takes the bytes of a file in order. Memory: at most ``MAX_READ``, and for what is heard or filmed nothing."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._head = b""
        self._kept: list[bytes] = []
        self._length = 0
        self.size = 0
        self.content_type = ""

    def feed(self, data: bytes) -> None:
        """Take bytes.

        Raises:
            Invalid: ``cases.exhibit_program``, ``cases.exhibit_markup``, ``cases.exhibit_unknown``;
                ``cases.exhibit_too_large``.
        """
        self.size += len(data)
        if self.size > MAX_FILE:
            raise Invalid("cases.exhibit_too_large", field="file", limit=MAX_FILE // 1_000_000)
        self._hash.update(data)
        if not self.content_type:
            self._head += data
            if len(self._head) < HEAD:
                return
            data = self._recognise()
        self._keep(data)

    def _recognise(self) -> bytes:
        self.content_type = check_exhibit(look_at_head(self._head), whole=False).value
        head, self._head = self._head, b""
        return head

    def _keep(self, data: bytes) -> None:
        kind = KINDS.get(self.content_type)
        if kind in {FileKind.AUDIO, FileKind.VIDEO}:
            return
        if self.size > MAX_READ:
            self._kept = [b"".join(self._kept)[:_BEGINNING]]
            return
        self._kept.append(data)

    def finish(self) -> Look:
        """Say what it is.

        Raises:
            Invalid: ``cases.exhibit_empty``, and those of ``feed``; ``cases.exhibit_archive``;
                ``cases.exhibit_trap``, a document that unfolds without end; ``cases.exhibit_macros``.
        """
        if not self.content_type:
            self._keep(self._recognise())
        data = b"".join(self._kept)
        self._kept.clear()
        whole = self.size <= MAX_READ
        if self.content_type in _TOLD_BY_THE_WHOLE:
            look = look_at_archive(data) if whole else FileLook(Media.ARCHIVE)
            self.content_type = check_exhibit(look, whole=True).value
        capture = _told(data, self.content_type, whole=whole)
        return Look(self._hash.hexdigest(), self.size, self.content_type, KINDS[self.content_type], capture)


def _told(data: bytes, content_type: str, *, whole: bool) -> dict[str, Any]:
    kind = KINDS[content_type]
    if kind in {FileKind.AUDIO, FileKind.VIDEO}:
        return {}
    told: dict[str, Any] = {}
    if kind is FileKind.PHOTO:
        told = told_by_picture(data, content_type, whole=whole)
    elif content_type == Media.PDF and whole:
        told = told_by_pdf(data)
    return told if whole else told | {"problem": Problem.TOO_LARGE.value}
