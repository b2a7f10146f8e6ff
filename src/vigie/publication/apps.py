"""The publication floor, for Django."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Publications."""

    name = "vigie.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"
