"""The collection floor, for Django."""

from collections.abc import Callable

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
        from vigie.network.api import register_work  # noqa: PLC0415 -- apps must be loaded first
        from vigie.ui.api import NavItem, Section, register_nav, register_phrases  # noqa: PLC0415 -- apps must be loaded first
        from vigie.vault.api import register_labels, register_reader  # noqa: PLC0415

        from .actions.open_work import WORK  # noqa: PLC0415
        from .pack import PHRASES as PACK_PHRASES  # noqa: PLC0415
        from .phrases import PHRASES  # noqa: PLC0415
        from .phrases_desk import PHRASES as DESK_PHRASES  # noqa: PLC0415
        from .queries.reading import in_words  # noqa: PLC0415

        register_phrases({**PACK_PHRASES, **PHRASES, **DESK_PHRASES})
        register_labels(
            {
                "submission": _("Relevé ou témoignage, tel que reçu"),
                "attachment": _("Fichier joint"),
                "quarantine": _("Envoi gardé à part"),
                "import": _("Tableau importé"),
                "envelope": _("Enveloppe scellée du carnet"),
                "message": _("Message ou feuille recopiée"),
            }
        )
        register_reader("submission", in_words)
        for source in WORK:
            register_work(source)
        for label, url, icon, order, permission in DESK_PAGES:
            register_nav(NavItem(Section.FIELD, label, url, icon=icon, order=order, visible=_may(permission)))
        register_nav(NavItem(Section.FIELD, _("Formulaires"), "collection:forms", icon="document", order=40))
        register_nav(
            NavItem(Section.FIELD, _("Téléphones"), "collection:devices", icon="phone", order=50, visible=_keeps_phones)
        )


DESK_PAGES = (
    (_("Dépouillement"), "collection:mailbag", "inbox", 10, "see_mailbag"),
    (_("Coller un message"), "collection:paste", "edit", 20, "record_observation"),
    (_("Saisir du papier"), "collection:paper", "notebook", 21, "record_observation"),
    (_("Importer un tableau"), "collection:imports", "table", 30, "import_facts"),
    (_("Papiers aux quatre mots"), "collection:slips", "print", 45, "record_observation"),
)


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    """Return whether who looks at a page holds a permission."""

    def visible(request: HttpRequest) -> bool:
        from vigie.network.api import Permission  # noqa: PLC0415 -- apps must be loaded first

        acting = getattr(request, "acting", None)
        return acting is not None and acting.can(Permission(permission))

    return visible


def _keeps_phones(request: HttpRequest) -> bool:
    from vigie.network.api import Permission  # noqa: PLC0415 -- apps must be loaded first

    acting = getattr(request, "acting", None)
    return acting is not None and acting.can(Permission.MANAGE_DEVICES)
