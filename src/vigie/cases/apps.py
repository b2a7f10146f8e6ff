"""The cases floor, for Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Dossiers."""

    name = "vigie.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
