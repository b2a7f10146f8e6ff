"""The primary key of every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from .ids import ID_LENGTH, new_id

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField


class IdField(TextColumn):
    """An opaque primary key, made by ``new_id``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", ID_LENGTH)
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("default", new_id)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
