"""What is said when this floor refuses, and in the words it leaves to people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "publication.withdrawals_open": _(
        "Des personnes ont retiré leur accord (%(number)s) et tout n’est pas encore traité. Rien ne sort avant : "
        "ouvrez « Ce qui est retiré » depuis l’accueil. Le bulletin est gardé."
    ),
    "publication.withdrawn_since": _(
        "Une personne a retiré son accord depuis que ce bulletin a été arrêté : ses chiffres la comptent encore. "
        "Reprenez le bulletin, il se recompte, puis faites-le relire."
    ),
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
    "publication.no_answer": _("Dites si vous signez ou non : rien n’est changé."),
    "publication.note_needed": _("Dites en quelques mots pourquoi vous ne signez pas : la personne qui écrit le lira."),
    "publication.two_needed": _(
        "Il faut deux signatures sur exactement ce contenu, dont une de quelqu’un qui ne l’a pas écrit."
    ),
    "publication.ledger_moved": _(
        "Une autre publication est sortie entre-temps et change ce qui doit être retenu. Rien n’a été publié : reprenez le bulletin, puis faites-le signer de nouveau."
    ),
    "publication.because_needed": _("Dites pourquoi cette publication est retirée : le registre le montrera."),
    "publication.withdrawn_already": _("Cette publication est déjà retirée."),
    "publication.bad_month": _("Ce n’est pas un mois. Écrivez l’année et le mois, par exemple 2018-01."),
    "publication.month_not_over": _("Ce mois n’est pas fini : un bulletin parle d’un mois passé."),
    "publication.no_zone": _("Cette zone n’existe pas : « %(zone)s »."),
    "publication.bulletin_exists": _("Votre association a déjà un bulletin pour ce mois et cette zone."),
    "publication.written_meanwhile": _(
        "Quelqu’un d’autre a enregistré ce bulletin pendant que vous écriviez. Votre texte est ci-dessous, rien n’est perdu : comparez, puis enregistrez de nouveau."
    ),
    "publication.too_long": _("Ce texte est trop long : %(most)s signes au plus. Rien n’est perdu, il est ci-dessous."),
    "publication.too_many": _("C’est trop pour un bulletin de deux pages : %(most)s au plus."),
    "publication.sign_found": _(
        "« %(text)s » peut mener à une personne ou à un lieu de vie. Dites-le autrement : ni téléphone, ni plaque, ni lieu de vie ; dans un fait daté, ni heure, ni âge, ni adresse."
    ),
    "publication.no_sentence": _("Écrivez une phrase en français pour ce fait, ou décochez-le."),
    "publication.fact_gone": _(
        "Un fait choisi ne peut plus être publié : retiré, contesté, ou trop récent. Ouvrez le bulletin et décochez-le."
    ),
    "publication.quote_not_usable": _(
        "Une parole choisie ne peut plus être publiée : l’accord a été repris ou il est fini. Ouvrez le bulletin et décochez-la."
    ),
    "publication.nothing_to_say": _("Ce bulletin ne dit rien encore : aucun chiffre publiable, et aucun mot de vous."),
    "publication.no_file": _("Ce fichier n’existe pas."),
    "publication.sent_back": _("Votre bulletin de %(month)s n’a pas été signé. Lisez pourquoi, puis corrigez-le."),
    "publication.no_quote": _("Cette citation n’existe pas, ou n’est pas partagée avec votre association."),
    "publication.quote_consent": _(
        "La personne n’a pas accepté d’être citée, ou son accord a pris fin. Rien n’est gardé dans les citations."
    ),
    "publication.quote_minor": _(
        "La personne se dit mineure. On ne la cite pas avant l’avis du ou de la référent·e protection de l’enfance."
    ),
    "publication.quote_empty": _("Choisissez un passage du récit."),
    "publication.quote_long": _("Ce passage est trop long : %(limit)s caractères au plus. Gardez l’essentiel."),
    "publication.quote_language": _("Dites dans quelle langue la personne l’a dit."),
    "publication.quote_pseudonym": _("Donnez un pseudonyme, en 60 caractères au plus."),
    "publication.quote_age": _("Cette tranche d’âge n’est pas dans la liste."),
    "publication.quote_translation": _(
        "Une traduction est dans une autre langue que le passage, et pas plus de deux fois plus longue."
    ),
    "publication.quote_translator": _("Dites qui a traduit, sous le nom que cette personne choisit."),
    "publication.quote_until": _("Donnez une date de fin : après elle, la citation n’est plus utilisée."),
    "publication.quote_until_past": _("Cette date est passée."),
    "publication.quote_until_consent": _("L’accord de la personne prend fin le %(day)s : pas de date plus tardive."),
    "publication.quote_until_long": _("Pas plus de %(years)s ans : d’ici là, on redemande à la personne."),
    "publication.quote_naming": _(
        "Un numéro, une plaque ou une adresse se lit dans ce passage. On ne les publie jamais : remplacez-les par […]."
    ),
    "publication.quote_look": _(
        "Des mots de ce passage pourraient dire qui parle. Regardez-les, puis remplacez-les par […] ou cochez la case."
    ),
    "publication.quote_reader": _("Vous avez choisi cette citation : une autre personne doit la relire."),
    "publication.quote_state": _("Cette citation a changé entretemps. Rechargez la page."),
    "publication.quote_note": _("Dites en quelques mots ce qui est à reprendre."),
    "publication.quote_because": _("Dites en quelques mots pourquoi elle est retirée."),
    "publication.quote_read": _("La citation de « %(pseudonym)s » a été relue : elle peut être utilisée."),
    "publication.quote_returned": _("La citation de « %(pseudonym)s » vous revient : quelque chose est à reprendre."),
    "publication.quote_gone": _("La citation de « %(pseudonym)s » n’est plus utilisable : ne la reprenez nulle part."),
    "publication.quote_gone_used": _(
        "La citation de « %(pseudonym)s » n’est plus utilisable, et a déjà été publiée %(times)s fois. "
        "Voyez où elle peut encore être corrigée."
    ),
}

SENTENCES: Mapping[str, str | Promise] = {
    "publication.started": _("a commencé le bulletin"),
    "publication.written": _("a écrit dans le bulletin"),
    "publication.submitted": _("a donné le bulletin à vérifier"),
    "publication.signed": _("a signé le bulletin"),
    "publication.refused": _("n’a pas signé et a renvoyé le bulletin"),
    "publication.taken_back": _("a repris le bulletin"),
    "publication.released": _("a publié le bulletin"),
    "publication.correcting": _("a commencé une correction"),
    "publication.withdrawn": _("a retiré la publication"),
    "publication.quote_proposed": _("a proposé une citation"),
    "publication.quote_revised": _("a repris une citation et l’a proposée de nouveau"),
    "publication.quote_read": _("a relu une citation et l’a acceptée"),
    "publication.quote_returned": _("a renvoyé une citation à reprendre"),
    "publication.quote_withdrawn": _("a retiré une citation"),
}
"""What the journal says was done, by verb."""
