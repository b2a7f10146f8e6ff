"""The body of an age v1 file: a 16-byte nonce, then chunks of 64 KiB, each sealed by ChaCha20-Poly1305 (STREAM).

pyrage seals whole values; this module seals and opens a body as its bytes come, so that a long video never rests in
memory or on disk in clear.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from .agehdr import FileKey

NONCE_LENGTH = 16
CHUNK = 64 * 1024
TAG = 16
SEALED_CHUNK = CHUNK + TAG


class BadBody(ValueError):
    """The body is truncated, lengthened or altered."""


def _chunk_nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\1" if last else b"\0")


class ChunkSealer:
    """Seals a body piece by piece.

    ``update`` returns what can be written so far, ``finish`` the last chunk. A full chunk is held back until more
    bytes come, because the last chunk is marked as such.
    """

    def __init__(self, file_key: FileKey) -> None:
        self._nonce = secrets.token_bytes(NONCE_LENGTH)
        self._cipher = ChaCha20Poly1305(file_key.derive(salt=self._nonce, info=b"payload"))
        self._pending = bytearray()
        self._counter = 0
        self._started = False

    def update(self, data: bytes) -> bytes:
        """Take bytes in clear; return the sealed bytes that are ready."""
        out = bytearray() if self._started else bytearray(self._nonce)
        self._started = True
        self._pending += data
        while len(self._pending) > CHUNK:
            out += self._seal(bytes(self._pending[:CHUNK]), last=False)
            del self._pending[:CHUNK]
        return bytes(out)

    def finish(self) -> bytes:
        """Return the rest of the body, its last chunk included."""
        return self.update(b"") + self._seal(bytes(self._pending), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(_chunk_nonce(self._counter, last=last), chunk, None)
        self._counter += 1
        return sealed


def open_chunks(file_key: FileKey, body: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the chunks in clear of a body given as pieces of any size.

    What was yielded before the end is authentic but may be a beginning only: whoever needs the whole must exhaust the
    iterator before using any of it.

    Raises:
        BadBody: truncated, lengthened or altered.
    """
    pieces = iter(body)
    pending = _fill(bytearray(), pieces, NONCE_LENGTH)
    if len(pending) < NONCE_LENGTH:
        raise BadBody("no nonce")
    cipher = ChaCha20Poly1305(file_key.derive(salt=bytes(pending[:NONCE_LENGTH]), info=b"payload"))
    del pending[:NONCE_LENGTH]
    counter = 0
    while True:
        _fill(pending, pieces, SEALED_CHUNK + 1)
        last = len(pending) <= SEALED_CHUNK
        yield _open(cipher, bytes(pending[:SEALED_CHUNK]), counter, last=last)
        if last:
            return
        del pending[:SEALED_CHUNK]
        counter += 1


def _fill(pending: bytearray, pieces: Iterator[bytes], length: int) -> bytearray:
    """Add pieces to ``pending`` until it holds ``length`` bytes or there are no more."""
    while len(pending) < length:
        piece = next(pieces, None)
        if piece is None:
            break
        pending += piece
    return pending


def _open(cipher: ChaCha20Poly1305, sealed: bytes, counter: int, *, last: bool) -> bytes:
    if len(sealed) < TAG or (last and counter and len(sealed) == TAG):
        raise BadBody("truncated")
    try:
        return cipher.decrypt(_chunk_nonce(counter, last=last), sealed, None)
    except InvalidTag:
        raise BadBody("altered or truncated") from None
