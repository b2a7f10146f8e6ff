"""The journal floor, for Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Journal."""

    name = "vigie.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
