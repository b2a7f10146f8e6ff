"""The collection floor, for Django."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """Terrain."""

    name = "vigie.collection"
    label = "collection"
    default_auto_field = "django.db.models.BigAutoField"
