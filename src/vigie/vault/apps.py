"""The vault floor, for Django."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    """Coffre."""

    name = "vigie.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the vault on the frame: its sentences, its pages, its lock, its drafts; signing out closes it."""
        from vigie.network.api import (  # noqa: PLC0415 -- apps must be loaded first
            register_keyholder_count,
            register_second_factor_rule,
            register_work,
        )
        from vigie.ui.api import (  # noqa: PLC0415 -- apps must be loaded first
            HeaderSlot,
            NavItem,
            Section,
            register_drafts,
            register_header_slot,
            register_nav,
            register_phrases,
        )

        from .open_work import WORK  # noqa: PLC0415
        from .phrases import PHRASES  # noqa: PLC0415
        from .queries import is_keyholder, key_state  # noqa: PLC0415
        from .web.drafts import VaultDrafts  # noqa: PLC0415
        from .web.slot import lock_slot  # noqa: PLC0415

        register_phrases(PHRASES)
        register_drafts(VaultDrafts())
        register_nav(NavItem(Section.VAULT, _("Clés"), "vault:keys", icon="key", order=0))
        register_nav(NavItem(Section.VAULT, _("Ouvertures"), "vault:openings", icon="history", order=1))
        register_header_slot(HeaderSlot("vault-lock", "vault/slot.html", lock_slot, order=10))
        register_second_factor_rule(is_keyholder)
        register_work(WORK)
        register_keyholder_count(lambda organisation: key_state(organisation).holders)
        user_logged_out.connect(_close_vaults, dispatch_uid="vault-close")


def _close_vaults(user: Any, request: Any = None, **_signal: object) -> None:
    """Close what the person who signs out held open, and forget what they were typing in this browser."""
    from vigie.kernel.api import ActorId  # noqa: PLC0415 -- apps must be loaded first

    from .actions.drafts import drop_drafts  # noqa: PLC0415
    from .actions.unlocking import lock_all  # noqa: PLC0415
    from .cookies import DRAFTS, read_cookie  # noqa: PLC0415

    if user is None:
        return
    person = ActorId(str(user.pk))
    lock_all(person=person)
    if request is not None:
        drop_drafts(person=person, cookie=read_cookie(request, DRAFTS))
