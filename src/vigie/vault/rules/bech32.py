"""Bech32 (BIP 173), the alphabet in which age writes its keys. Only decoding is needed: pyrage writes."""

from __future__ import annotations

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHECKSUM_LENGTH = 6
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class BadBech32(ValueError):
    """The text is not Bech32, or not of the kind asked for. The text itself is never repeated: it may be a secret."""


def _checksum(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            check ^= generator if (top >> bit) & 1 else 0
    return check


def _to_bytes(fives: list[int]) -> bytes:
    """Regroup 5-bit values into bytes; what is left over must be under five zero bits."""
    accumulator = bits = 0
    out = bytearray()
    for value in fives:
        accumulator = (accumulator << 5) | value
        bits += 5
        if bits >= 8:
            bits -= 8
            out.append((accumulator >> bits) & 0xFF)
    if bits >= 5 or accumulator & ((1 << bits) - 1):
        raise BadBech32("bad padding")
    return bytes(out)


def decode(text: str, prefix: str) -> bytes:
    """Return the bytes written in ``text``, whose human-readable part must be ``prefix`` (lower case).

    Raises:
        BadBech32: mixed case, other prefix, foreign character, wrong checksum.
    """
    if text not in (text.lower(), text.upper()) or not text.isascii():
        raise BadBech32("mixed case")
    found, separator, data = text.lower().rpartition("1")
    if not separator or found != prefix or len(data) < CHECKSUM_LENGTH:
        raise BadBech32("other prefix")
    values = [ALPHABET.find(character) for character in data]
    if -1 in values:
        raise BadBech32("foreign character")
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    if _checksum(expanded + values) != 1:
        raise BadBech32("wrong checksum")
    return _to_bytes(values[:-CHECKSUM_LENGTH])
