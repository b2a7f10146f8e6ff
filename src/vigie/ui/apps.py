"""The ui floor, for Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """How the house looks and speaks."""

    name = "vigie.ui"
    label = "ui"

    def ready(self) -> None:
        """Register the sentences of this floor."""
        from .phrases import PHRASES
        from .registry import register_phrases

        register_phrases(PHRASES)
