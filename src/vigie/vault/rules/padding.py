"""Padding, so that the length of a sealed value says little: ISO 7816-4 marks, PADMÉ lengths.

PADMÉ (Nikitin et al., 2019) rounds a length up so that it betrays O(log log n) bits and costs at most 12 %. Small values
all take the floor: a name, a phone number and three lines of testimony weigh the same.
"""

from __future__ import annotations

FLOOR = 512
"""Bytes: the least a sealed value weighs in clear."""
MARK = b"\x80"


class BadPadding(ValueError):
    """The value does not end with our padding."""


def padme(length: int) -> int:
    """Return the PADMÉ length for ``length`` bytes."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1 if low_bits > 0 else 0
    return (length + mask) & ~mask


def pad(data: bytes) -> bytes:
    """Return ``data``, one mark, and zeros up to the floor or to the PADMÉ length."""
    return (data + MARK).ljust(max(FLOOR, padme(len(data) + 1)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Return what was padded.

    Raises:
        BadPadding: no mark.
    """
    data = padded.rstrip(b"\0")
    if not data.endswith(MARK):
        raise BadPadding("no mark")
    return data[:-1]
