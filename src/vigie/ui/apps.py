"""The ui floor, for Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """How the house looks and speaks."""

    name = "vigie.ui"
    label = "ui"

    def ready(self) -> None:
        """Register the sentences of this floor."""
        from .phrases import PHRASES  # noqa: PLC0415 -- apps load first
        from .registry import register_phrases  # noqa: PLC0415

        register_phrases(PHRASES)
