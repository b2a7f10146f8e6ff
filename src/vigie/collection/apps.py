"""The collection floor, for Django."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class CollectionConfig(AppConfig):
    """Terrain."""

    name = "vigie.collection"
    label = "collection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the floor on the frame: its sentences, its pages, the names of what it seals."""
        from vigie.ui.api import NavItem, Section, register_nav, register_phrases  # noqa: PLC0415 -- apps must be loaded first
        from vigie.vault.api import register_labels  # noqa: PLC0415

        from .pack import PHRASES as PACK_PHRASES  # noqa: PLC0415
        from .phrases import PHRASES  # noqa: PLC0415

        register_phrases({**PACK_PHRASES, **PHRASES})
        register_labels(
            {
                "submission": _("Relevé ou témoignage, tel que reçu"),
                "attachment": _("Fichier joint"),
                "quarantine": _("Envoi gardé à part"),
            }
        )
        register_nav(NavItem(Section.FIELD, _("Formulaires"), "collection:forms", icon="document", order=40))
        register_nav(
            NavItem(Section.FIELD, _("Téléphones"), "collection:devices", icon="phone", order=50, visible=_keeps_phones)
        )


def _keeps_phones(request: HttpRequest) -> bool:
    from vigie.network.api import Permission  # noqa: PLC0415 -- apps must be loaded first

    acting = getattr(request, "acting", None)
    return acting is not None and acting.can(Permission.MANAGE_DEVICES)
