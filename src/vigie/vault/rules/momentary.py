"""A key that lives and dies with the process: for bytes that wait on the disk a moment, before they are sealed or sent. Pure."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

_BLOCK = 16


class MomentaryKey:
    """AES-256-CTR from any place. One key for one file; whoever uses it never writes a place twice."""

    def __init__(self) -> None:
        self._algorithm = AES(os.urandom(32))

    def turn(self, data: bytes, *, at: int) -> bytes:
        """Encrypt or decrypt bytes that stand ``at`` bytes from the start: the same operation."""
        block, within = divmod(at, _BLOCK)
        stream = Cipher(self._algorithm, CTR(block.to_bytes(_BLOCK, "big"))).encryptor()
        stream.update(bytes(within))
        return stream.update(data)
