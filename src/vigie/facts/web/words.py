"""Short words of the screens: states, ways of knowing, what was counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Count
from vigie.ui.api import say_count

from ..rules.units import EVENTS, UNITS
from ..speaking import name_of

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in a word, with its colour and its icon."""

    label: Text
    kind: str = ""
    icon: str = ""


VERIFICATIONS: dict[str, Mark] = {
    "brut": Mark(_("à relire"), "", "clock"),
    "relu": Mark(_("relu"), "current", "check"),
    "recoupe": Mark(_("recoupé"), "done", "people"),
    "juriste": Mark(_("validé juriste"), "done", "scale"),
    "conteste": Mark(_("contesté"), "signal", "warning"),
    "ecarte": Mark(_("écarté"), "", "cross"),
}
VERIFYING: dict[str, Text] = {
    "brut": _("Remettre à relire"),
    "relu": _("Marquer relu"),
    "recoupe": _("Marquer recoupé"),
    "juriste": _("Valider (juriste)"),
    "conteste": _("Marquer contesté"),
    "ecarte": _("Écarter"),
}
"""What the button says that gives a report this state."""

MODES: dict[str, Mark] = {
    "direct_complet": Mark(_("vu en entier"), icon="eye"),
    "direct_partiel": Mark(_("vu en partie"), icon="eye"),
    "apres": Mark(_("constaté après"), icon="history"),
    "rapporte": Mark(_("rapporté"), icon="people"),
    "officiel": Mark(_("communiqué"), icon="document"),
}
EXPLAINS = re.compile(r" \(| ?: | / ")
UNSAID = Mark(_("non précisé"))
KINDS: dict[str, Text] = {"observation": _("relevés"), "testimony": _("témoignages")}
AUDIENCES: dict[str, Text] = {
    "owner": _("dans votre association"),
    "partners": _("avec les associations liées par un accord"),
    "network": _("avec tout le réseau"),
}
ORIGINS: dict[str, Text] = {
    "field": _("saisi sur le terrain"),
    "paper": _("recopié d’une feuille"),
    "message": _("tiré d’un message"),
    "import": _("venu d’un tableau"),
    "hand": _("saisi à la main"),
    "external": _("source extérieure"),
}
LIKENESSES: dict[str, Text] = {
    "day": _("le même jour"),
    "span": _("des dates qui se recouvrent"),
    "family": _("le même genre d’actes"),
    "site": _("le même lieu de vie"),
    "time": _("des heures proches"),
    "persons": _("un nombre de personnes proche"),
}


def known_by(mode: str, kind: str) -> Mark:
    """Return how one knows: the mode of a relevé; a témoignage is reported by who lived it."""
    return MODES["rapporte"] if kind == "testimony" else MODES.get(mode, UNSAID)


def short(label: str) -> str:
    """Return the head of a long name of the vocabulary, without what explains it."""
    return EXPLAINS.split(label, maxsplit=1)[0].rstrip(" ,;")


def unit_name(unit: str, number: int = 2) -> str:
    """Return the name of a unit, many unless said otherwise."""
    if unit == EVENTS:
        return gettext("évènement") if number == 1 else gettext("évènements")
    return name_of(UNITS[unit], number)


def say_tally(count: Count, unit: str) -> str:
    """Say a count of a unit: "au moins 12 personnes", "tentes : pas compté"."""
    if count.number is None:
        return gettext("%(unit)s : pas compté") % {"unit": unit_name(unit)}
    return say_count(count, "event" if unit == EVENTS else unit)
