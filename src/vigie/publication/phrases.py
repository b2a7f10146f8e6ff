"""What is said when this floor refuses, and in the words it leaves to people and to the journal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "publication.no_release": _("Cette publication n’est pas dans le registre."),
    "publication.no_bulletin": _("Ce bulletin n’existe pas, ou il est à une autre association."),
    "publication.two_numbers": _(
        "Un même chiffre est donné deux fois, avec deux nombres différents. Rien n’a été envoyé : refaites les chiffres."
    ),
    "publication.not_plain": _("Ce bulletin contient quelque chose qui ne peut pas être signé. Rien n’a été envoyé."),
    "publication.not_draft": _("Ce bulletin n’est plus un brouillon : il est à vérifier ou déjà publié."),
    "publication.not_checking": _("Ce bulletin n’est pas, ou n’est plus, à vérifier."),
    "publication.not_released": _("Seul un bulletin publié se corrige, et une seule correction à la fois."),
    "publication.other_content": _(
        "Le bulletin a changé depuis que vous l’avez lu. Votre signature n’a pas été posée : relisez-le, puis signez."
    ),
    "publication.signed_already": _("Vous avez déjà répondu pour ce bulletin. Il faut une autre personne."),
    "publication.author_alone": _("Il faut au moins une signature de quelqu’un qui n’a pas écrit le bulletin."),
    "publication.note_needed": _("Dites en quelques mots pourquoi vous ne signez pas : la personne qui écrit le lira."),
    "publication.two_needed": _(
        "Il faut deux signatures sur exactement ce contenu, dont une de quelqu’un qui ne l’a pas écrit."
    ),
    "publication.ledger_moved": _(
        "Une autre publication est sortie entre-temps et change ce qui doit être retenu. Rien n’a été publié : reprenez le bulletin, puis faites-le signer de nouveau."
    ),
    "publication.because_needed": _("Dites pourquoi cette publication est retirée : le registre le montrera."),
    "publication.withdrawn_already": _("Cette publication est déjà retirée."),
    "publication.sent_back": _("Votre bulletin de %(month)s n’a pas été signé. Lisez pourquoi, puis corrigez-le."),
}

SENTENCES: Mapping[str, str | Promise] = {
    "publication.submitted": _("a donné le bulletin à vérifier"),
    "publication.signed": _("a signé le bulletin"),
    "publication.refused": _("n’a pas signé et a renvoyé le bulletin"),
    "publication.taken_back": _("a repris le bulletin"),
    "publication.released": _("a publié le bulletin"),
    "publication.correcting": _("a commencé une correction"),
    "publication.withdrawn": _("a retiré la publication"),
}
