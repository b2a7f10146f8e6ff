"""The words for the codes of the life of the network."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rules.exchange import Kind, State

Words = Mapping[str, str | Promise]

LANGUAGE_NAMES: Words = {
    "fr": _("français"),
    "en": _("anglais"),
    "ar": _("arabe"),
    "fa": _("farsi, dari"),
    "ps": _("pachto"),
    "ti": _("tigrinya"),
    "ckb": _("kurde sorani"),
    "kmr": _("kurde kurmandji"),
    "am": _("amharique"),
    "om": _("oromo"),
    "so": _("somali"),
    "ur": _("ourdou"),
    "tr": _("turc"),
    "vi": _("vietnamien"),
    "sq": _("albanais"),
    "es": _("espagnol"),
    "it": _("italien"),
    "de": _("allemand"),
    "ru": _("russe"),
}

LEVEL_NAMES: Words = {
    "native": _("langue maternelle"),
    "fluent": _("couramment"),
    "good": _("bien"),
    "some": _("un peu"),
}

CONTACT_NAMES: Words = {
    "email": _("Courriel"),
    "phone": _("Téléphone"),
    "address": _("Adresse"),
    "page": _("Page"),
    "hours": _("Horaires"),
}

LISTING_KINDS: Words = {Kind.OFFER: _("offre"), Kind.REQUEST: _("demande")}

LISTING_STATES: Words = {State.OPEN: _("ouverte"), State.MATCHED: _("trouvée"), State.CLOSED: _("retirée")}

THING_NAMES: Words = {
    "vehicle": _("véhicule"),
    "camera": _("appareil photo, caméra"),
    "room": _("salle"),
    "housing": _("hébergement"),
    "equipment": _("tentes, couvertures, matériel"),
    "storage": _("lieu de stockage"),
    "interpreter": _("interprète"),
    "doctor": _("médecin, soins"),
    "lawyer": _("avocat·e, juriste"),
    "trainer": _("formation"),
    "hands": _("coup de main"),
    "other": _("autre chose"),
}

COMMUNIQUE_STATES: Words = {
    "draft": _("brouillon"),
    "collecting": _("à signer"),
    "published": _("publié"),
    "abandoned": _("abandonné"),
}

ACTION_NAMES: Words = {
    "communique": _("communiqué"),
    "mission": _("mission d’observation"),
    "report": _("rapport"),
    "demonstration": _("manifestation"),
    "ombudsman": _("saisine du Défenseur des droits"),
    "court": _("action en justice"),
    "letter": _("lettre ouverte"),
    "petition": _("pétition"),
    "press": _("conférence de presse"),
    "meeting": _("rencontre avec une autorité"),
    "other": _("autre"),
}

TIMELINE_NAMES: Words = {
    "treaty": _("traités et accords"),
    "order": _("arrêtés"),
    "court": _("décisions de justice"),
    "eviction": _("expulsions"),
    "deaths": _("morts à la frontière"),
    "report": _("rapports"),
    "network": _("le réseau"),
}
