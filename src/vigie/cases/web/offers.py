"""What this floor offers on the pages of the floors below."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vigie.network.api import Acting, Permission
from vigie.ui.api import ObjectAction, register_object_action


def offer_quotes() -> None:
    """Offer to choose a quote, on the page of a testimony whose teller may be quoted."""
    register_object_action(
        ObjectAction("quotable", "quote", _("Choisir une citation"), "cases:quote_of", icon="copy", visible=_chooses)
    )


def _chooses(request: HttpRequest) -> bool:
    acting = getattr(request, "acting", None)
    return isinstance(acting, Acting) and acting.can(Permission.CHOOSE_QUOTE)
