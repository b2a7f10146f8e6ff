"""The key somebody holds, for a hand-over: it does not pass by a signature, it takes a second keyholder."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.network.api import Acting, OpenWork, WorkSource

from .queries import is_keyholder


def _held(leaving: Acting, arriving: Acting, _now: dt.datetime) -> list[OpenWork]:
    if not is_keyholder(leaving):
        return []
    blocked = "" if is_keyholder(arriving) else _("Cette personne ne tient pas encore la clé : Coffre, Clés.")
    return [OpenWork("key", _("La clé du coffre"), reverse("vault:keys"), blocked)]


WORK = WorkSource(
    "key",
    gettext_lazy("Clé du coffre"),
    gettext_lazy(
        "Rien ne passe tout seul : la personne qui arrive doit déjà tenir la clé. Votre place se retire dans Coffre, Clés."
    ),
    _held,
    order=0,
)
