"""The server's own secrets: its intake key, for what must be read once at receipt, and the key of its small secrets."""

from __future__ import annotations

import base64
import secrets

from vigie.kernel.api import Invalid, base_world, secret_file, world

from .rules.keys import KEY_LENGTH, Pair, WrongKey, box, public_of, unbox

INTAKE_FILE = "intake.key"
SERVER_FILE = "server.key"
_BOUND_TO = "vigie/vault/server"


def intake_identity() -> str:
    """Return the server's identity for the current world, making its file (0600) on first need."""
    return secret_file(world().folder, INTAKE_FILE, lambda: Pair.generate().identity)


def intake_recipient() -> str:
    """Return the public key (``age1...``) to which a phone seals an observation, beside its association's."""
    return public_of(intake_identity())


def protect_secret(text: str) -> str:
    """Encrypt a small secret of the server's own (a second factor's seed), for a database column.

    It protects a copy of the database taken without the secrets folder, no more: the server itself reads it.
    """
    return base64.b64encode(box(_server_key(), text.encode(), bound_to=_BOUND_TO)).decode()


def reveal_secret(protected: str) -> str:
    """Decrypt what ``protect_secret`` encrypted.

    Raises:
        Invalid: ``vault.damaged``, altered, or the secrets folder is another one.
    """
    try:
        return unbox(_server_key(), base64.b64decode(protected), bound_to=_BOUND_TO).decode()
    except (WrongKey, ValueError):
        raise Invalid("vault.damaged") from None


def _server_key() -> bytes:
    """Return the key of small secrets: one for the base world and the practice world, which share their people."""
    text = secret_file(base_world().folder, SERVER_FILE, lambda: secrets.token_hex(KEY_LENGTH))
    return bytes.fromhex(text)
