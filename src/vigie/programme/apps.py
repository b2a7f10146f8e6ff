"""The programme floor, for Django."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Missions."""

    name = "vigie.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"
