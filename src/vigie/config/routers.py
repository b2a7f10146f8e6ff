"""Every query goes to the database of the current world."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from vigie.kernel.api import world_database


class WorldRouter:
    """Send reads and writes where the world of the request or command keeps its rows."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:  # noqa: ARG002 -- Django's signature
        """Return the alias to read from."""
        return world_database()

    db_for_write = db_for_read

    def allow_relation(self, left: Model, right: Model, **_hints: Any) -> bool:
        """Say that rows of two worlds never meet."""
        return left._state.db == right._state.db  # noqa: SLF001 -- the documented way to know a row's database

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:  # noqa: ARG002
        """Let every table exist in both databases."""
        return None
