"""What is said when this floor refuses, in its notifications, and in the journal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "learning.no_module": _("Ce module n’existe pas."),
    "learning.no_page": _("Cette page n’est pas dans ce module."),
    "learning.no_quiz": _("Ce module ne pose pas de questions."),
    "learning.no_exercise": _("Cet exercice n’existe pas."),
    "learning.no_act": _("Ce code d’acte n’est pas dans le vocabulaire : « %(value)s »."),
    "learning.not_all_coded": _(
        "Il reste %(left)s passage(s) sans réponse. Choisissez un acte, ou « aucun acte ». Vos choix sont gardés ci-dessous."
    ),
    "learning.no_session": _("Cette séance n’existe pas, ou elle n’est pas ouverte à votre association."),
    "learning.session_step": _("Cette séance n’est plus à préparer : elle a eu lieu, ou elle est annulée."),
    "learning.session_changed": _(
        "Quelqu’un a changé cette séance pendant que vous écriviez. Rien n’est perdu : comparez, puis enregistrez de nouveau."
    ),
    "learning.session_begun": _("Cette séance a commencé. Demandez à qui forme de vous ajouter."),
    "learning.session_to_come": _("Cette séance n’a pas commencé : personne n’est encore venu·e."),
    "learning.enrolled": _("Cette personne est déjà sur la feuille."),
    "learning.full": _("Il n’y a plus de place : %(seats)s en tout."),
    "learning.not_on_sheet": _("Vous n’êtes pas sur la feuille de cette séance."),
    "learning.did_not_come": _("Seul·es les présent·es donnent leur avis, une fois la feuille cochée."),
    "learning.evaluated": _(
        "Vous avez déjà donné votre avis. Il n’est relié à personne : on ne peut pas le reprendre."
    ),
    "learning.mark": _("Choisissez une réponse de 1 à 4."),
    "learning.comment_long": _("C’est trop long : %(most)s signes au plus. Votre texte est ci-dessous."),
    "learning.needed": _("Remplissez cette case."),
    "learning.ends_before": _("La fin vient après le début."),
    "learning.lasts_long": _("Une séance dure %(days)s jours au plus. Faites-en plusieurs."),
    "learning.many_materials": _("C’est trop de documents : %(most)s au plus."),
    "learning.not_a_link": _("Ce n’est pas une adresse : « %(text)s ». Elle commence par https://."),
    "learning.choice": _("Ce choix n’est pas dans la liste."),
    "learning.date_future": _("Cette date est à venir."),
    "learning.file_large": _("Ce fichier est trop lourd : %(most)s Mo au plus. Rien n’a été gardé de lui."),
    "learning.file_kind": _(
        "Ce fichier n’est ni un PDF, ni un document (DOCX, ODT) sans macro, ni une image. Rien n’a été gardé de lui."
    ),
    "learning.file_unfit": _(
        "Ce fichier demande un mot de passe, ou il est abîmé. Rien n’a été gardé de lui : enregistrez-le à nouveau, sans mot de passe."
    ),
    "learning.no_resource": _("Ce document n’existe pas, ou il n’est pas ouvert à votre association."),
    "learning.no_file": _("Aucun fichier n’accompagne ce document, ou il ne peut plus être lu."),
    "learning.resource_changed": _(
        "Quelqu’un a corrigé cette fiche pendant que vous écriviez. Rien n’est perdu : comparez, puis enregistrez de nouveau."
    ),
    "learning.months": _("Choisissez une durée de la liste."),
    "learning.sign_self": _("On ne signe pas sa propre attestation : demandez à une autre personne."),
    "learning.not_ready": _("Il manque encore quelque chose à cette personne : voyez sa ligne."),
    "learning.certified_already": _("Cette personne a déjà une attestation, valable plus d’un mois encore."),
    "learning.no_certificate": _("Cette attestation n’existe pas, ou elle n’est pas visible d’ici."),
    "learning.because": _("Dites en quelques mots pourquoi elle est retirée : la personne le lira."),
    "learning.revoked_already": _("Cette attestation est déjà retirée."),
    "learning.certified": _("Votre attestation est signée : vous pouvez recueillir des témoignages jusqu’au %(day)s."),
    "learning.certificate_revoked": _("Votre attestation est retirée : vous ne recueillez plus de témoignages."),
    "learning.ends_soon": _("Votre attestation prend fin le %(day)s. Inscrivez-vous à une séance."),
    "learning.colleague_ends_soon": _("L’attestation de %(name)s prend fin le %(day)s."),
    "learning.stale": _("À relire : « %(title)s » n’a pas été vérifié depuis un an."),
}

SENTENCES: Mapping[str, str | Promise] = {
    "learning.page_read": _("a lu une page d’un module"),
    "learning.quiz_answered": _("a répondu aux questions d’un module"),
    "learning.exercise_coded": _("a codé un exercice"),
    "learning.session_planned": _("a prévu une séance"),
    "learning.session_changed": _("a changé une séance"),
    "learning.session_cancelled": _("a annulé une séance"),
    "learning.session_reopened": _("a rouvert une séance"),
    "learning.enrolled": _("a inscrit quelqu’un à une séance"),
    "learning.left_sheet": _("s’est retiré·e d’une séance"),
    "learning.sheet_ticked": _("a coché la feuille d’une séance"),
    "learning.evaluated": _("a reçu un avis sans nom"),
    "learning.certificate_signed": _("a signé une attestation"),
    "learning.certificate_revoked": _("a retiré une attestation"),
    "learning.reminded": _("a rappelé qu’une attestation prend fin"),
    "learning.resource_added": _("a ajouté un document à la bibliothèque"),
    "learning.resource_changed": _("a corrigé une fiche de la bibliothèque"),
    "learning.resource_verified": _("a vérifié un document de la bibliothèque"),
    "learning.resource_unverified": _("a repris la vérification d’un document"),
    "learning.resource_set_aside": _("a mis un document de côté"),
    "learning.resource_put_back": _("a remis un document en rayon"),
    "learning.told_stale": _("a rappelé qu’un document est à relire"),
    "learning.forgotten": _("a oublié des noms d’anciennes formations"),
}
"""What the journal says was done, by verb."""
