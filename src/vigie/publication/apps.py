"""The publication floor, for Django."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Publications."""

    name = "vigie.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the ui this floor's sentences."""
        from vigie.ui.api import register_phrases  # noqa: PLC0415 -- apps load first

        from .phrases import PHRASES  # noqa: PLC0415

        register_phrases(PHRASES)
