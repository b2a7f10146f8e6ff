"""Opaque identifiers: nothing about the row can be read from them."""

from __future__ import annotations

import base64
import secrets
from typing import NewType

ActorId = NewType("ActorId", str)
"""Who did something: a person's id, or ``"system"``. A plain string, so that lower floors need no user model."""

OrgId = NewType("OrgId", str)
"""An association, by id."""

VaultRef = NewType("VaultRef", str)
"""A sealed object, by id. It opens nothing by itself."""

SYSTEM = ActorId("system")

ID_LENGTH = 20


def new_id() -> str:
    """Return 20 lower-case letters and digits that hold 96 random bits."""
    return base64.b32encode(secrets.token_bytes(12)).decode("ascii").rstrip("=").lower()
