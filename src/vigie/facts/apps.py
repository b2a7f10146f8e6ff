"""The facts floor, for Django."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """Faits."""

    name = "vigie.facts"
    label = "facts"
    default_auto_field = "django.db.models.BigAutoField"
