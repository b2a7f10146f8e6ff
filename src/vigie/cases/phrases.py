"""What is said when the dossiers refuse, and in the words they leave to people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PLACE = _("Votre place dans ce dossier ne le permet pas. Demandez à qui vous y a fait entrer.")

PHRASES: Mapping[str, str | Promise] = {
    "cases.no_dossier": _("Ce dossier n’existe pas, ou vous n’y êtes pas nommé·e."),
    "cases.denied.read": _PLACE,
    "cases.denied.work": _PLACE,
    "cases.denied.give_access": _PLACE,
    "cases.denied.file": _("Seul·es un·e avocat·e ou un·e juriste de ce dossier peuvent déposer."),
    "cases.denied.receive_mandate": _("Un mandat se donne à un·e avocat·e nommé·e dans ce dossier."),
    "cases.title_needed": _("Donnez un titre au dossier, sans le nom de personne."),
    "cases.role_not_held": _("Cette personne n’a pas, dans son association, le rôle que demande cette place."),
    "cases.no_access": _("Cette personne n’est plus dans ce dossier."),
    "cases.last_one": _("Il faut que quelqu’un reste pour tenir le dossier. Nommez d’abord une autre personne."),
    "cases.no_mandate": _("Ce mandat n’existe pas, a été révoqué, ou n’ouvre rien pour vous."),
    "cases.no_piece": _("Ce qui est choisi n’est pas scellé par votre association dans ce dossier. Rechargez la page."),
    "cases.mandate_own": _("Cette personne est de votre association : elle ouvre déjà ce coffre, sans mandat."),
    "cases.mandate_purpose": _("Dites en une phrase à quoi sert ce mandat (300 caractères au plus)."),
    "cases.mandate_signed": _("Un mandat se signe avant de s’enregistrer : cette date est à venir."),
    "cases.mandate_until": _("Cette date est passée : le mandat n’ouvrirait rien."),
    "cases.mandate_nothing": _("Cochez au moins une chose que ce mandat ouvre."),
    "cases.mandate_withdrawn": _(
        "« %(fact)s » : la personne a retiré son témoignage. Rien n’en est confié ; décochez-le."
    ),
    "cases.mandate_minor": _(
        "« %(fact)s » : la personne se dit mineure. Rien n’en est confié avant l’avis du ou de la référent·e protection de "
        "l’enfance ; décochez-le."
    ),
    "cases.mandate_consent": _(
        "« %(fact)s » : la personne n’a pas accepté qu’un·e avocat·e lise son témoignage, ou son accord a pris fin. "
        "Décochez-le, ou redemandez-lui."
    ),
    "cases.paper_type": _("Ce fichier n’est ni un PDF, ni une photo (JPEG ou PNG). Il n’a pas été gardé."),
    "cases.paper_size": _("Ce fichier est trop lourd : 10 Mo au plus. Il n’a pas été gardé."),
    "cases.mandate_given": _("%(who)s vous donne un mandat dans le dossier « %(title)s ». Vous pouvez l’ouvrir."),
    "cases.mandate_revoked": _("%(who)s a révoqué un mandat dans le dossier « %(title)s »."),
    "cases.mandate_ended": _(
        "Un mandat de %(who)s a pris fin : l’avocat·e n’est plus à cette place dans le dossier « %(title)s »."
    ),
    "cases.mandate_narrowed": _(
        "Un mandat de %(who)s ouvre moins de choses dans le dossier « %(title)s » : un accord a été retiré ou a pris fin."
    ),
    "cases.named": _("Vous êtes dans le dossier « %(title)s »."),
}
