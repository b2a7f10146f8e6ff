"""The learning floor, for Django."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Formations."""

    name = "vigie.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
