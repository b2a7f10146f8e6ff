"""The server's own secrets: its intake key, for what must be read once at receipt, and the key of its small secrets."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from vigie.kernel.api import Invalid, base_world, world

from .rules.keys import KEY_LENGTH, Pair, WrongKey, box, public_of, unbox

FOLDER = "secrets"
INTAKE_FILE = "intake.key"
SERVER_FILE = "server.key"
_BOUND_TO = "vigie/vault/server"


def intake_identity() -> str:
    """Return the server's identity for the current world, making its file (0600) on first need."""
    return _secret(world().folder, INTAKE_FILE, lambda: Pair.generate().identity)


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
    text = _secret(base_world().folder, SERVER_FILE, lambda: secrets.token_hex(KEY_LENGTH))
    return bytes.fromhex(text)


def _secret(folder: Path, name: str, make: Callable[[], str]) -> str:
    path = folder / FOLDER / name
    if not path.exists():
        _write_once(path, make())
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, text: str) -> None:
    """Write a private file whole under its name, unless another process was faster."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    tmp = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(tmp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(tmp)
    tmp.unlink()
