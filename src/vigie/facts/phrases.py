"""What is said when the facts floor refuses."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "facts.place_unknown": _("Ce lieu n’est pas dans la liste : %(place)s."),
    "facts.place_needed": _("Indiquez au moins une commune."),
    "facts.date_future": _("Cette date est à venir : %(day)s."),
    "facts.date_old": _("Cette date est trop ancienne : %(day)s."),
    "facts.act_unknown": _("Ce code d’acte n’existe pas : %(value)s."),
    "facts.unit_unknown": _("On ne sait pas compter cela : %(value)s."),
    "facts.code_unknown": _("Ce code n’est pas dans la liste : %(value)s."),
    "facts.no_shift": _("Cette tournée n’est pas dans votre association, ou elle a déjà été retirée."),
    "facts.shift_unknown": _("Cette tournée n’existe pas dans votre association."),
    "facts.known_source": _("Un relevé porte déjà cette référence : %(key)s. Rien n’a été ajouté."),
    "facts.nothing_told": _("Un témoignage raconte au moins un évènement."),
    "facts.pseudonym_needed": _("Donnez un pseudonyme."),
    "facts.purpose_unknown": _("Cet usage n’existe pas : %(purpose)s."),
    "facts.no_statement": _("Ce relevé ou ce témoignage n’existe pas, ou il n’est pas visible d’ici."),
    "facts.no_testimony": _("Ce témoignage n’existe pas, ou il n’est pas visible d’ici."),
    "facts.no_event": _("Cet évènement n’existe pas, ou il n’est pas visible d’ici."),
    "facts.no_tally": _("Ce nombre n’est dans aucun relevé visible de cet évènement."),
    "facts.no_link": _("Ce rapprochement n’existe pas ou a déjà été défait."),
    "facts.no_proposal": _("Cette proposition n’existe pas ou est encore ouverte."),
    "facts.no_revision": _("Cette version n’est plus gardée."),
    "facts.no_site": _("Ce lieu de vie n’est pas dans votre association."),
    "facts.no_filter": _("Ce filtre n’existe pas."),
    "facts.no_norm": _("Ce texte n’est pas dans la liste."),
    "facts.norm_not_checked_here": _("Votre association n’a pas vérifié ce texte : il n’y a rien à reprendre."),
    "facts.same_event": _("C’est déjà le même évènement."),
    "facts.linked_again": _(
        "Cet évènement a été rapproché d’un autre depuis. Défaites d’abord ce dernier rapprochement."
    ),
    "facts.edited_meanwhile": _(
        "Quelqu’un a changé les mêmes champs pendant que vous écriviez (%(count)s). Rien n’est perdu : choisissez pour chacun."
    ),
    "facts.verification_step": _("On ne passe pas de « %(current)s » à « %(target)s »."),
    "facts.lawyer_only": _("Seul·e un·e juriste ou un·e avocat·e peut faire cela."),
    "facts.motive_needed": _("Dites pourquoi."),
    "facts.minor_not_waiting": _("Rien n’attend d’être validé pour ce témoignage."),
    "facts.site_name": _("Donnez un pseudonyme au lieu de vie."),
    "facts.site_name_long": _("Ce nom est trop long : %(limit)s signes au plus."),
    "facts.site_change": _("Ce changement n’existe pas. Rouvrez la page et recommencez."),
    "facts.site_name_taken": _("Un autre lieu de vie porte déjà ce nom : %(name)s."),
    "facts.site_dates": _("Un lieu ne ferme pas avant d’avoir ouvert."),
    "facts.filter_name": _("Donnez un nom au filtre."),
    "facts.nothing_ticked": _("Cochez d’abord au moins une ligne."),
    "facts.nothing_to_undo": _("Il n’y a plus rien à annuler ici : cela a déjà été fait, ou par quelqu’un d’autre."),
    "facts.form_altered": _("Ce formulaire n’est plus valable. Rouvrez la page et recommencez."),
}
