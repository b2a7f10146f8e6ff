"""What is said of quotes and of the written statements of witnesses."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATEMENTS: Mapping[str, str | Promise] = {
    "cases.nothing_told": _("Ce témoignage n’a pas de récit écrit à ouvrir : il n’y a que les faits codés, ou un son."),
    "cases.not_told": _(
        "Ces mots ne sont pas dans le récit. Recopiez-les tels quels ; une coupe s’écrit […], un nom se remplace entre crochets."
    ),
    "cases.names_someone": _("Ce passage nomme quelqu’un du récit : %(names)s. Remplacez par exemple par [un ami]."),
    "cases.pseudonym_betrays": _("Ce pseudonyme contient un nom du récit ou ses initiales. Prenez-en un autre."),
    "cases.no_attestation": _("Cette attestation n’est pas dans ce dossier."),
    "cases.no_paper": _("Ce papier n’est pas là, ou s’ouvre seulement pour l’association du dossier."),
    "cases.witness_needed": _("Donnez un pseudonyme au témoin, en 60 caractères au plus."),
    "cases.language_unknown": _("Cette langue n’est pas dans la liste."),
    "cases.signed_later": _("Cette date est à venir."),
    "cases.paper_unknown": _("Ce papier ne se joint pas à une attestation."),
    "cases.paper_needed": _("Choisissez un fichier. Rien n’a été gardé."),
    "cases.paper_one": _("Un seul fichier à la fois. Rien n’a été gardé."),
    "cases.scan_large": _("Ce fichier dépasse %(limit)s Mo. Rien n’en a été gardé : numérisez-le moins finement."),
    "cases.scan_kind": _("Ce fichier n’est ni un PDF, ni une photo JPEG ou PNG. Rien n’en a été gardé."),
    "cases.paper_is_exhibit": _("Ce papier est l’original d’une pièce du dossier : on n’y touche plus."),
    "cases.aid_empty": _("L’aide-mémoire est vide."),
    "cases.aid_long": _("L’aide-mémoire dépasse %(limit)s caractères. Gardez des repères."),
}

STATEMENT_LABELS: Mapping[str, str | Promise] = {
    "attestation_identity": _("copie d’une pièce d’identité"),
    "attestation_original": _("attestation signée"),
    "attestation_translation": _("traduction d’une attestation"),
    "attestation_interpreter": _("attestation d’interprète"),
    "attestation_aid": _("aide-mémoire d’attestation"),
}
"""Names of the papers of a statement, as the vault shows them."""
