"""Sentences of the refusals and receipts of this floor."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: dict[str, Promise] = {
    # What a phone is told.
    "collection.stored": _("Reçu et scellé. Merci."),
    "collection.already": _("Déjà reçu. Merci."),
    "collection.quarantined": _("Reçu et gardé à part : quelqu’un de l’association regardera. Merci."),
    "collection.other_content": _(
        "Un autre envoi porte déjà ce numéro, avec d’autres réponses. Une copie est gardée à part : prévenez l’association."
    ),
    "collection.unknown_form": _(
        "L’association n’a pas ce formulaire. Une copie est gardée à part : gardez l’original et prévenez l’association."
    ),
    "collection.token": _("Ce téléphone n’est pas reconnu. Demandez un nouveau code à l’association."),
    "collection.token_revoked": _(
        "Ce téléphone ne peut plus rien envoyer. Rien n’y est effacé ; demandez un nouveau code à l’association."
    ),
    "collection.too_many_tokens": _("Trop d’essais depuis cette connexion. Réessayez dans %(minutes)s minutes."),
    "collection.no_forms": _(
        "Aucun formulaire n’est publié pour l’instant. Gardez ceux du téléphone et réessayez plus tard."
    ),
    "collection.multipart": _("Cet envoi n’a pas pu être lu. Rien n’est gardé ici : gardez-le sur le téléphone."),
    "collection.truncated": _("L’envoi a été coupé en route. Rien n’est gardé ici : le téléphone peut recommencer."),
    "collection.no_form": _("Cet envoi ne contient pas de formulaire rempli."),
    "collection.two_forms": _("Cet envoi contient deux formulaires remplis : envoyez-les l’un après l’autre."),
    "collection.form_first": _("Dans un envoi chiffré, le formulaire doit venir avant ses fichiers."),
    "collection.answers_missing": _("Le fichier scellé qui contient les réponses n’est pas dans l’envoi."),
    "collection.too_many_files": _("Cet envoi contient trop de fichiers : %(limit)s au plus à la fois."),
    "collection.too_large": _("Cet envoi est trop lourd : %(limit)s Mo au plus. Envoyez une vidéo plus courte."),
    "collection.disk_full": _(
        "Le serveur n’a plus assez de place pour garder cet envoi en sûreté. Gardez-le sur le téléphone et prévenez l’association."
    ),
    "collection.broken": _(
        "Le serveur n’a pas pu garder cet envoi. Gardez-le sur le téléphone et réessayez plus tard."
    ),
    # What the field app is told.
    "collection.envelope.name": _("Cette enveloppe porte un numéro qui n’en est pas un. Gardez-la sur le téléphone."),
    "collection.envelope.no_offset": _(
        "Cet envoi ne dit pas où il reprend. Rien n’est gardé ici : gardez-le sur le téléphone."
    ),
    "collection.envelope.offset": _("L’envoi reprend à un autre endroit : %(offset)s octets sont déjà là."),
    "collection.envelope.piece": _("Ce morceau est trop lourd : %(limit)s Mo au plus à la fois."),
    "collection.envelope.too_large": _(
        "Cette enveloppe est trop lourde : %(limit)s Mo au plus. Gardez-la sur le téléphone et prévenez l’association."
    ),
    "collection.envelope.unread": _(
        "L’enveloppe est gardée scellée, mais son contenu n’a pas la forme attendue : prévenez l’association."
    ),
    "collection.envelope.short": _(
        "L’enveloppe est gardée scellée, mais son contenu s’arrête trop tôt : prévenez l’association."
    ),
    "collection.envelope.quarantined": _("Reçu et gardé à part : quelqu’un de l’association regardera. Merci."),
    "collection.envelope.unknown_form": _(
        "Reçu et gardé à part : l’association n’a pas ce formulaire. Quelqu’un regardera."
    ),
    "collection.envelope.other_content": _(
        "Reçu et gardé à part : un autre envoi porte déjà ce numéro, avec d’autres réponses. Quelqu’un regardera."
    ),
    # What a person at a desk is told.
    "collection.device": _("Ce téléphone n’existe pas."),
    "collection.device_name": _("Donnez un nom au téléphone, de %(limit)s caractères au plus."),
    "collection.device_days": _("La durée va de 1 à %(limit)s jours."),
    "collection.numbers_many": _("%(limit)s lignes au plus."),
    "collection.number_name": _("Dites qui répond à ce numéro, en %(limit)s caractères au plus."),
    "collection.number_phone": _(
        "Ce n’est pas un numéro de téléphone. Écrivez par exemple 03 21 00 00 00 ou +33 3 21 00 00 00."
    ),
    "collection.form_id_long": _("L’identifiant du formulaire et sa version ont chacun %(limit)s caractères au plus."),
    "collection.form_id_taken": _(
        "L’identifiant « %(form_id)s » est celui d’un formulaire fourni : choisissez-en un autre."
    ),
    "collection.media_large": _("Un fichier joint au formulaire pèse plus de %(limit)s Mo."),
    "collection.version_taken": _(
        "La version « %(version)s » est déjà publiée, avec d’autres questions. Changez la version dans la feuille « settings »."
    ),
    "collection.second_person": _(
        "La relecture de ce qui est partagé revient à une autre personne que celle qui a publié."
    ),
    "collection.reviewed_already": _("Cette version a déjà été relue."),
}
