"""What this floor offers on the pages of the floors below."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.facts.api import name_purposes
from vigie.network.api import Acting, Permission
from vigie.ui.api import ObjectAction, register_object_action

from ..models import Body


def offer_quotes() -> None:
    """Offer to choose a quote, on the page of a testimony whose teller may be quoted."""
    register_object_action(
        ObjectAction("quotable", "quote", _("Choisir une citation"), "cases:quote_of", icon="copy", visible=_chooses)
    )


def name_bodies() -> None:
    """Tell the floors below the names of the bodies to which a person's account may go."""
    name_purposes(_body_names)


def _body_names(purposes: Iterable[str]) -> dict[str, str]:
    codes = [purpose.removeprefix("body:") for purpose in purposes if purpose.startswith("body:")]
    english = (get_language() or "fr").startswith("en")
    rows = Body.objects.filter(code__in=codes)
    return {f"body:{row.code}": str(_("Saisir : %(body)s")) % {"body": row.en if english else row.fr} for row in rows}


def _chooses(request: HttpRequest) -> bool:
    acting = getattr(request, "acting", None)
    return isinstance(acting, Acting) and acting.can(Permission.CHOOSE_QUOTE)
