"""What is said when the life of the network refuses, and in the words it leaves to people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES_LIFE: Mapping[str, str | Promise] = {
    "network.too_many_contacts": _("%(most)s contacts au plus : gardez ceux auxquels on vous répond vraiment."),
    "network.no_such_contact": _("Ce genre de contact n’existe pas."),
    "network.not_an_email": _("Ceci n’est pas une adresse de courriel : %(value)s."),
    "network.not_a_page": _("L’adresse d’une page commence par https:// : %(value)s."),
    "network.unknown_commune": _("Aucune commune de la liste ne s’appelle ainsi : %(name)s."),
    "network.no_language": _("Choisissez au moins une langue."),
    "network.no_such_speech": _("Cette langue ou ce niveau n’est pas dans la liste."),
    "network.no_speaker": _("Cette personne ne montre plus ses langues."),
    "network.no_words": _("Écrivez un mot : sans lui, personne ne saura quoi répondre."),
    "network.asked_to_speak": _("%(name)s vous demande de l’aide pour une langue : « %(words)s »"),
    "network.no_listing": _("Cette annonce n’est pas dans votre réseau, ou elle a été retirée."),
    "network.no_listing_title": _("Dites en quelques mots ce que c’est."),
    "network.no_such_thing": _("Choisissez ce dont il s’agit dans la liste."),
    "network.listing_dates": _("Une annonce court jusqu’à un jour à venir, dans un an au plus."),
    "network.own_listing": _("C’est une annonce de votre association."),
    "network.listing_not_open": _("Cette annonce n’attend plus de réponse. Votre réponse n’a pas été envoyée."),
    "network.listing_moved": _("Cette annonce a changé entretemps. Rechargez la page pour voir où elle en est."),
    "network.answered_already": _("Votre association a déjà répondu à cette annonce."),
    "network.no_answer": _("Cette réponse n’existe plus."),
    "network.listing_answered": _("%(name)s répond à votre annonce : %(title)s."),
    "network.listing_matched": _("%(name)s accepte votre réponse : %(title)s."),
    "network.listing_meets": _("Une annonce de %(name)s peut vous convenir : %(title)s."),
}
