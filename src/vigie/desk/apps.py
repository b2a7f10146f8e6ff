"""The desk floor, for Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Accueil."""

    name = "vigie.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
