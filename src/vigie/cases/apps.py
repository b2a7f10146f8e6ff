"""The cases floor, for Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Dossiers."""

    name = "vigie.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the ui this floor's sentences."""
        from vigie.ui.api import register_phrases  # noqa: PLC0415 -- apps load first

        from .phrases import PHRASES  # noqa: PLC0415

        register_phrases(PHRASES)
