"""How the journal reads the life of the network."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES_LIFE: Mapping[str, str | Promise] = {
    "network.contacts_changed": _("a changé les contacts publics de l’association"),
    "network.languages_shown": _("a montré ses langues au réseau"),
    "network.languages_hidden": _("ne montre plus ses langues"),
    "network.speaker_asked": _("a demandé de l’aide pour une langue"),
    "network.listing_posted": _("a posé une annonce"),
    "network.listing_answered": _("a répondu à une annonce"),
    "network.listing_matched": _("a accepté une réponse à une annonce"),
    "network.listing_let_go": _("a rouvert une annonce : la réponse n’a pas abouti"),
    "network.listing_closed": _("a retiré une annonce"),
    "network.listing_reopened": _("a remis une annonce"),
    "network.listing_ran_out": _("une annonce est arrivée à son terme"),
}
