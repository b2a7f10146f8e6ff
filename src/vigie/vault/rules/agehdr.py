"""Surgery on the header of an age v1 file: split, parse, write, re-wrap, add a recipient. The body is never touched.

Format: https://age-encryption.org/v1. A header is a few hundred bytes that hold the file key, wrapped once per
recipient, and a MAC made with that key. Whoever deletes the header makes the body unreadable for ever; whoever holds a
recipient's identity can change who else opens it without reading or moving the body.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import bech32

INTRO = b"age-encryption.org/v1\n"
X25519_LABEL = b"age-encryption.org/v1/X25519"
MAC_START = b"--- "
STANZA_START = b"-> "
LINE_LENGTH = 64
FILE_KEY_LENGTH = 16
WRAPPED_KEY_LENGTH = 32
ZERO_NONCE = b"\0" * 12
MAX_HEADER = 65_536
"""Bytes. Three recipients take about 400; a header longer than this is refused unread."""


class BadHeader(ValueError):
    """These bytes are not an age v1 header, or it was tampered with."""


class NoMatch(Exception):
    """None of the identities given opens this header."""


@dataclass(frozen=True, slots=True)
class Stanza:
    """One recipient's part of a header: its type and arguments, and the wrapped file key."""

    arguments: tuple[bytes, ...]
    body: bytes

    @property
    def is_x25519(self) -> bool:
        """Say whether this is the kind of recipient an association has."""
        return self.arguments[0] == b"X25519"


@dataclass(frozen=True, slots=True)
class Header:
    """A parsed header: its stanzas and its MAC, the MAC not yet checked."""

    stanzas: tuple[Stanza, ...]
    mac: bytes


@dataclass(frozen=True, slots=True, repr=False)
class FileKey:
    """The 16 bytes that open one body. Never printed."""

    secret: bytes

    def derive(self, *, salt: bytes, info: bytes) -> bytes:
        """Return 32 bytes made from the file key for one use (HKDF-SHA-256)."""
        return _hkdf(self.secret, salt, info)

    @classmethod
    def generate(cls) -> FileKey:
        """Return a new random file key."""
        return cls(secrets.token_bytes(FILE_KEY_LENGTH))


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


def _encode(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    """Decode unpadded base64 and refuse any second spelling of the same bytes."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise BadHeader("base64") from error
    if _encode(data) != text:
        raise BadHeader("base64 has two spellings")
    return data


def split(file: bytes) -> tuple[bytes, bytes]:
    """Cut an age file into its header, MAC line and newline included, and its body.

    Raises:
        BadHeader: no age v1 header within the first 64 KiB.
    """
    if not file.startswith(INTRO):
        raise BadHeader("not an age v1 file")
    end = _end(file)
    if end < 0:
        raise BadHeader("header without an end")
    return file[:end], file[end:]


def _end(file: bytes | bytearray) -> int:
    """Return where the body begins, -1 when the MAC line is not there or not whole."""
    mac_line = file.find(b"\n" + MAC_START, 0, MAX_HEADER)
    return file.find(b"\n", mac_line + 1, MAX_HEADER) + 1 or -1 if mac_line >= 0 else -1


def split_stream(pieces: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Cut an age file that comes in pieces of any size into its header and the rest of the pieces.

    Raises:
        BadHeader: no age v1 header within the first 64 KiB.
    """
    source = iter(pieces)
    start = bytearray()
    for piece in source:
        start += piece
        if len(start) >= MAX_HEADER or _end(start) >= 0:
            break
    header, body = split(bytes(start))
    return header, chain([body], source)


def parse(header: bytes) -> Header:
    """Read a header's stanzas and MAC.

    Raises:
        BadHeader: anything but a well-formed age v1 header with nothing after it.
    """
    if len(header) > MAX_HEADER or not header.startswith(INTRO) or not header.endswith(b"\n"):
        raise BadHeader("not an age v1 header")
    lines = header[len(INTRO) : -1].split(b"\n")
    stanzas: list[Stanza] = []
    while lines[0].startswith(STANZA_START):
        stanzas.append(_take_stanza(lines))
        if not lines:
            raise BadHeader("no MAC line")
    if len(lines) != 1 or not lines[0].startswith(MAC_START) or not stanzas:
        raise BadHeader("no MAC line, or bytes after it")
    mac = _decode(lines[0][len(MAC_START) :])
    if len(mac) != hashlib.sha256().digest_size:
        raise BadHeader("MAC length")
    return Header(tuple(stanzas), mac)


def _take_stanza(lines: list[bytes]) -> Stanza:
    """Take one stanza off the front of ``lines``: its body ends with the first line shorter than 64."""
    arguments = tuple(lines.pop(0)[len(STANZA_START) :].split(b" "))
    if not all(argument and all(33 <= byte <= 126 for byte in argument) for argument in arguments):
        raise BadHeader("stanza arguments")
    body = bytearray()
    while lines:
        line = lines.pop(0)
        if len(line) > LINE_LENGTH:
            raise BadHeader("long line")
        body += line
        if len(line) < LINE_LENGTH:
            return Stanza(arguments, _decode(bytes(body)))
    raise BadHeader("truncated stanza")


def serialise(stanzas: Iterable[Stanza], file_key: FileKey) -> bytes:
    """Write a header for these stanzas, with its MAC."""
    lines = [INTRO[:-1]]
    for stanza in stanzas:
        lines.append(STANZA_START + b" ".join(stanza.arguments))
        text = _encode(stanza.body)
        lines += [text[start : start + LINE_LENGTH] for start in range(0, len(text) + 1, LINE_LENGTH)]
    covered = b"\n".join([*lines, MAC_START[:-1]])
    mac = hmac.new(file_key.derive(salt=b"", info=b"header"), covered, hashlib.sha256).digest()
    return covered + b" " + _encode(mac) + b"\n"


def wrap(file_key: FileKey, recipient: str) -> Stanza:
    """Wrap a file key to one recipient (``age1...``).

    Raises:
        bech32.BadBech32: not an X25519 recipient.
    """
    theirs = bech32.decode(recipient, "age")
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(theirs))
    wrapping = ChaCha20Poly1305(_hkdf(shared, share + theirs, X25519_LABEL))
    return Stanza((b"X25519", _encode(share)), wrapping.encrypt(ZERO_NONCE, file_key.secret, None))


def new_header(file_key: FileKey, recipients: Iterable[str]) -> bytes:
    """Return a header that gives ``file_key`` to these recipients."""
    return serialise([wrap(file_key, recipient) for recipient in recipients], file_key)


def file_key(header: bytes, identities: Iterable[str]) -> FileKey:
    """Return the file key, from the first identity (``AGE-SECRET-KEY-1...``) that opens the header.

    Raises:
        BadHeader: malformed, or the MAC does not match.
        NoMatch: none of the identities is a recipient.
    """
    parsed = parse(header)
    for identity in identities:
        private = X25519PrivateKey.from_private_bytes(bech32.decode(identity, "age-secret-key-"))
        for stanza in parsed.stanzas:
            found = _unwrap(stanza, private) if stanza.is_x25519 else None
            if found is not None:
                _check_mac(parsed, header, found)
                return found
    raise NoMatch


def _unwrap(stanza: Stanza, private: X25519PrivateKey) -> FileKey | None:
    if len(stanza.arguments) != 2 or len(stanza.body) != WRAPPED_KEY_LENGTH:
        raise BadHeader("X25519 stanza")
    share = _decode(stanza.arguments[1])
    if len(share) != 32:
        raise BadHeader("X25519 share")
    ours = private.public_key().public_bytes_raw()
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(share))
        wrapping = ChaCha20Poly1305(_hkdf(shared, share + ours, X25519_LABEL))
        return FileKey(wrapping.decrypt(ZERO_NONCE, stanza.body, None))
    except InvalidTag:
        return None
    except ValueError as error:  # a share of low order: the exchange is refused
        raise BadHeader("X25519 share") from error


def _check_mac(parsed: Header, header: bytes, key: FileKey) -> None:
    if not hmac.compare_digest(serialise(parsed.stanzas, key), header):
        raise BadHeader("header MAC")


def rewrap(header: bytes, identities: Iterable[str], recipients: Iterable[str]) -> bytes:
    """Return a header for the same body that opens for ``recipients`` and nobody else.

    Raises:
        BadHeader: malformed or tampered with.
        NoMatch: none of the identities opens it.
    """
    return new_header(file_key(header, identities), recipients)


def add_recipient(header: bytes, identities: Iterable[str], recipient: str) -> bytes:
    """Return the same header with one recipient more.

    Raises:
        BadHeader: malformed or tampered with.
        NoMatch: none of the identities opens it.
    """
    key = file_key(header, identities)
    return serialise([*parse(header).stanzas, wrap(key, recipient)], key)
