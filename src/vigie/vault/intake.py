"""The server's own key, for what must be read once at receipt before it belongs to its association alone."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from vigie.kernel.api import world

from .rules.keys import Pair, public_of

FOLDER = "secrets"
FILE_NAME = "intake.key"


def intake_identity() -> str:
    """Return the server's identity for the current world, making its file (0600) on first need."""
    path = world().folder / FOLDER / FILE_NAME
    if not path.exists():
        _write_once(path, Pair.generate().identity)
    return path.read_text(encoding="ascii").strip()


def intake_recipient() -> str:
    """Return the public key (``age1...``) to which a phone seals an observation, beside its association's."""
    return public_of(intake_identity())


def _write_once(path: Path, text: str) -> None:
    """Write a private file whole under its name, unless another process was faster."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    tmp = path.with_name(f".{FILE_NAME}.{secrets.token_hex(8)}")
    handle = os.open(tmp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(tmp)
    tmp.unlink()
