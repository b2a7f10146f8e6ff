"""The four words of a slip: what the house knows them by, so that it never knows them."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.kernel.api import OrgId

from .actions.sealing import dedup_tag
from .rules.keys import SALT_LENGTH, Kdf

ABOUT = b"four words"
COST = Kdf()
"""Fixed for ever and for all clients: a phone computes the same digest (``fieldapp/PROTOCOL.md``)."""


def slip_salt(organisation: OrgId) -> bytes:
    """Return the 16 bytes that make the digests of an association its own. Not a secret: its phones hold them."""
    return bytes.fromhex(dedup_tag(organisation=organisation, data=ABOUT))[:SALT_LENGTH]


def slip_digest(*, organisation: OrgId, words: Sequence[str]) -> str:
    """Return the digest of four plain words, in their order: Argon2id (64 MiB, three passes, one lane), 32 bytes in hex.

    It takes about 0.15 s and 64 MiB: call it outside a transaction, and never as often as a stranger likes.
    """
    return COST.derive(" ".join(words), slip_salt(organisation)).hex()
