"""The network floor, for Django."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Réseau."""

    name = "vigie.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
