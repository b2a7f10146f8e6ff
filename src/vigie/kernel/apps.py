"""The kernel floor, for Django."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Noyau."""

    name = "vigie.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
