"""Secrets of this installation."""

from __future__ import annotations

import secrets

from vigie.kernel.api import data_folder, secret_file

BYTES = 64


def load_secret(name: str) -> str:
    """Return the secret called ``name`` from ``<data>/secrets``, making it with 64 random bytes when it is not there.

    A folder that does not exist yet gets no file: a command such as ``vigie --help`` leaves nothing behind.
    """
    if not data_folder().exists():
        return secrets.token_urlsafe(BYTES)
    return secret_file(data_folder(), name, lambda: secrets.token_urlsafe(BYTES))
