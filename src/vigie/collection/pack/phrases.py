"""Sentences of the refusals of this package; the floor registers them with its own."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: dict[str, Promise] = {
    "collection.form": _("Ce formulaire n’existe pas."),
    "collection.xform": _("Ce fichier n’est pas un formulaire que les téléphones savent lire."),
    "collection.xml.malformed": _("Ce relevé est abîmé ou incomplet : il n’a pas pu être lu."),
    "collection.xml.refused": _("Ce relevé contient des instructions que nous n’ouvrons jamais."),
    "collection.xml.too_large": _("Ce relevé est trop grand pour être un formulaire rempli."),
    "collection.xlsform": _("Ce formulaire ne peut pas encore être publié. À corriger : %(number)s."),
    "collection.xlsform.file": _("Ce fichier n’est pas un classeur .xlsx, ou il est trop grand (5 Mo au plus)."),
    "collection.xlsform.unreadable": _("Ce classeur n’a pas pu être lu. Enregistrez-le de nouveau au format .xlsx."),
    "collection.xlsform.unknown_reference": _("Aucune question ne porte le nom « %(detail)s »."),
    "collection.xlsform.unknown_list": _("La liste de réponses « %(detail)s » n’est pas dans la feuille « choices »."),
    "collection.xlsform.unknown_type": _("Le type de question « %(detail)s » n’existe pas."),
    "collection.xlsform.no_type": _("Cette question n’a pas de type."),
    "collection.xlsform.no_name": _("Cette question n’a pas de nom."),
    "collection.xlsform.group_not_closed": _("Ce groupe est ouvert mais jamais fermé : il manque « end_%(detail)s »."),
    "collection.xlsform.group_not_open": _(
        "Ce groupe est fermé sans avoir été ouvert : il manque « begin_%(detail)s »."
    ),
    "collection.xlsform.duplicate_choice": _("Deux réponses d’une même liste portent le même nom."),
    "collection.xlsform.duplicate_name": _("Plusieurs questions portent le nom « %(detail)s »."),
    "collection.xlsform.bad_name": _(
        "Le nom « %(detail)s » ne convient pas : des lettres sans accent, des chiffres et des tirets bas, sans espace."
    ),
    "collection.xlsform.no_label": _("Cette ligne n’a pas de texte à afficher (colonne « label »)."),
    "collection.xlsform.no_survey": _("Le classeur n’a pas de feuille « survey »."),
    "collection.xlsform.choice_columns": _(
        "La feuille « choices » doit avoir les colonnes « list_name », « name » et « label »."
    ),
    "collection.xlsform.choice_spaces": _("Le nom de la réponse « %(detail)s » ne doit pas contenir d’espace."),
    "collection.xlsform.no_calculation": _("Ce calcul est vide."),
    "collection.xlsform.bad_condition": _("Cette condition ou ce calcul n’est pas bien écrit : %(detail)s."),
    "collection.xlsform.unsupported": _(
        "La question « %(detail)s » est d’un type que tous les téléphones n’affichent pas."
    ),
    "collection.xlsform.choice_no_name": _("Cette réponse n’a pas de nom."),
    "collection.xlsform.empty": _("Ce formulaire ne pose aucune question."),
    "collection.xlsform.too_many": _("Ce formulaire a plus de %(detail)s questions."),
    "collection.xlsform.other": _("L’outil de conversion signale : %(original)s"),
}
