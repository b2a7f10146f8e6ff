"""Secrets of this installation: made on first need, readable by the server's account alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from vigie.kernel.api import data_folder


def load_secret(name: str) -> str:
    """Return the secret called ``name`` from ``<data>/secrets``, making it with 64 random bytes when it is not there.

    A folder that does not exist yet gets no file: a command such as ``vigie --help`` leaves nothing behind.
    """
    folder = data_folder() / "secrets"
    path = folder / name
    if path.exists():
        return path.read_text(encoding="ascii")
    value = secrets.token_urlsafe(64)
    if not data_folder().exists():
        return value
    folder.mkdir(mode=0o700, exist_ok=True)
    return _write_once(path, value)


def _write_once(path: Path, value: str) -> str:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    return value
