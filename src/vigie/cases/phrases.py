"""What is said when the dossiers refuse, and in the words they leave to people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PLACE = _("Votre place dans ce dossier ne le permet pas. Demandez à qui vous y a fait entrer.")

PHRASES: Mapping[str, str | Promise] = {
    "cases.no_dossier": _("Ce dossier n’existe pas, ou vous n’y êtes pas nommé·e."),
    "cases.denied.read": _PLACE,
    "cases.denied.work": _PLACE,
    "cases.denied.give_access": _PLACE,
    "cases.denied.file": _("Seul·es un·e avocat·e ou un·e juriste de ce dossier peuvent déposer."),
    "cases.denied.receive_mandate": _("Un mandat se donne à un·e avocat·e nommé·e dans ce dossier."),
    "cases.title_needed": _("Donnez un titre au dossier, sans le nom de personne."),
    "cases.role_not_held": _("Cette personne n’a pas, dans son association, le rôle que demande cette place."),
    "cases.no_access": _("Cette personne n’est plus dans ce dossier."),
    "cases.last_one": _("Il faut que quelqu’un reste pour tenir le dossier. Nommez d’abord une autre personne."),
    "cases.named": _("Vous êtes dans le dossier « %(title)s »."),
}
