"""What is said when something is refused."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Refusal

from . import registry

PHRASES: Mapping[str, str | Promise] = {
    "ui.date_not_understood": _(
        "Cette date n’est pas comprise. Écrivez par exemple 16/01/2018, janvier 2018, été 1999 ou 1999."
    ),
    "ui.count_not_understood": _(
        "Ce nombre n’est pas compris. Écrivez par exemple 12, puis choisissez exactement, au moins ou environ."
    ),
    "ui.count_contradicts": _("Un nombre est écrit et « pas compté » est coché. Gardez l’un des deux."),
    "ui.not_kept": _(
        "Ce que vous avez écrit contient un caractère invisible, un nombre ou une date que Vigie ne peut pas garder."
    ),
    "ui.disk_full": _("La machine qui garde les données est pleine."),
}
UNKNOWN = _("Cela n’a pas été fait (%(code)s). Rien n’a été changé.")


def say(refusal: Refusal) -> str:
    """Return the sentence of a refusal in the language of the moment.

    A code without a sentence, or a sentence that asks for a parameter the refusal does not carry,
    gives a plain sentence with the code: telling people something went wrong never fails itself.
    """
    sentence = registry.phrase(refusal.code)
    if sentence is None:
        return str(UNKNOWN) % {"code": refusal.code}
    try:
        return str(sentence) % refusal.params
    except (KeyError, TypeError, ValueError):
        return str(UNKNOWN) % {"code": refusal.code}
