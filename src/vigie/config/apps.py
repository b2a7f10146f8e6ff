"""The config floor, for Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Configuration."""

    name = "vigie.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"
