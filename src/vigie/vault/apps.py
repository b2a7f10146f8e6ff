"""The vault floor, for Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Coffre."""

    name = "vigie.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
