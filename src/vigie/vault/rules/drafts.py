"""What a form held, as it is sealed: pairs of a name and a value, padded so that their length says little."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .limits import DRAFT_FIELDS
from .padding import pad, unpad

Typed = Sequence[tuple[str, str]]
"""Name and value of each control, in the order of the form; a name may come several times."""
TOKEN_FIELD = "draft"  # noqa: S105 -- the name of a hidden field
"""Holds the token of a page: never sealed, the row knows it."""
UNKEPT = frozenset({"csrfmiddlewaretoken", "password", "passphrase", "action", "naming_accepted", TOKEN_FIELD})
"""Never part of a draft: secrets, the button pressed, what must be said again each time."""
TOKEN_LENGTH = 20


class NotADraft(ValueError):
    """The bytes are not the fields of a form."""


def read_draft(body: bytes) -> tuple[str, Typed]:
    """Return the token and the fields of ``{"token": "…", "fields": [["name", "value"], …]}``.

    Raises:
        NotADraft: anything else, or text that no page could show again.
    """
    try:
        sent = json.loads(body)
        token, fields = sent["token"], [(name, value) for name, value in sent["fields"]]
        _check(token, fields)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise NotADraft from None
    return token, [(name, value) for name, value in fields if name not in UNKEPT]


def _check(token: Any, fields: list[tuple[Any, Any]]) -> None:
    words = [token, *(word for pair in fields for word in pair)]
    if len(fields) > DRAFT_FIELDS or not all(isinstance(word, str) for word in words):
        raise NotADraft
    if not 0 < len(token) <= TOKEN_LENGTH:
        raise NotADraft
    "".join(words).encode()


def pack(fields: Typed) -> bytes:
    """Return fields as the bytes that are sealed."""
    return pad(json.dumps(list(fields), ensure_ascii=False).encode())


def unpack(packed: bytes) -> Typed:
    """Return the fields that ``pack`` packed."""
    return [(name, value) for name, value in json.loads(unpad(packed))]


def bound_to(*, organisation: str, person: str, page: str, about: str) -> str:
    """Return what a draft is bound to, so that no row can stand in for another."""
    return json.dumps(["vigie/vault/draft", organisation, person, page, about])
