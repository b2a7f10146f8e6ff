"""Secrets kept as files: made on first need, whole or not at all, readable by the server's account alone."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

FOLDER = "secrets"


def secret_file(folder: Path, name: str, make: Callable[[], str]) -> str:
    """Return the secret called ``name`` of a data folder, made by ``make`` when it is not there yet.

    Of two processes that make it at once, one wins and both return the same.
    """
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
