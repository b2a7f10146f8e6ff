"""The config floor, for Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Configuration."""

    name = "vigie.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the sentences of this floor."""
        from vigie.ui.api import register_phrases  # noqa: PLC0415 -- apps must be loaded first

        from .phrases import PHRASES  # noqa: PLC0415

        register_phrases(PHRASES)
