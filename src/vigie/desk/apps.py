"""The desk, for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Accueil."""

    name = "vigie.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the home page and the sentences of this floor."""
        from vigie.ui.api import NavItem, Section, register_nav, register_phrases  # noqa: PLC0415 -- apps come first

        from .phrases import PHRASES  # noqa: PLC0415

        register_phrases(PHRASES)
        register_nav(NavItem(Section.HOME, _("Accueil"), "desk:home", icon="house"))
