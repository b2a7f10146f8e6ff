"""Search everything a folder keeps for a text, in every dress it may wear."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote, quote_plus

SQLITE = b"SQLite format 3\x00"
GZIP, ZLIB = re.compile(rb"\x1f\x8b\x08"), re.compile(rb"\x78[\x01\x5e\x9c\xda]")
MOST = 50_000_000


def written(*places: Path) -> list[Path]:
    """Every file under these places: rows, their write-ahead log, headers, bodies, secrets, what the server said."""
    return [
        path
        for place in places
        for path in ([place] if place.is_file() else sorted(place.rglob("*")))
        if path.is_file()
    ]


def dresses(text: str) -> Iterator[tuple[str, bytes]]:
    """The bytes a text may be written as."""
    raw = text.encode()
    yield "utf-8", raw
    yield "utf-16le", text.encode("utf-16le")
    yield "utf-16be", text.encode("utf-16be")
    if not text.isascii():
        yield "latin-1", text.encode("latin-1", "replace")
    yield "json", json.dumps(text).strip('"').encode()
    yield "percent", quote(text).encode()
    yield "form", quote_plus(text).encode()
    for offset in range(3):
        whole = base64.b64encode(b"\x00" * offset + raw).rstrip(b"=")
        # the first and the last letters depend on what stands around
        yield f"base64 {offset}", whole[(offset * 4 + 2) // 3 : len(whole) - 1]


def found_in(stack: list[Path], text: str) -> list[str]:
    """Where a text is, as ``file dress``; nothing when it is nowhere."""
    looked = list(dresses(text))
    return [
        f"{path} {dress} {layer}"
        for path in stack
        for layer, content in layers(path)
        for dress, needle in looked
        if needle in content
    ]


def layers(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, its rows one by one when it is a database (a value may span pages), every stream packed in it."""
    content = path.read_bytes()
    yield "bytes", content
    if content.startswith(SQLITE):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as rows, suppress(sqlite3.OperationalError):
            yield "rows", "\n".join(rows.iterdump()).encode("utf-8", "surrogateescape")
    for mark, bits in ((GZIP, 31), (ZLIB, 15)):
        for start in mark.finditer(content):
            with suppress(zlib.error):
                yield "packed", zlib.decompressobj(bits).decompress(content[start.start() :], MOST)
