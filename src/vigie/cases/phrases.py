"""What is said when the dossiers refuse, and in the words they leave to people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .phrases_documents import DOCUMENTS
from .phrases_exhibits import DEFAULT_TITLES, EXHIBIT_LABELS, EXHIBITS
from .phrases_statements import STATEMENT_LABELS, STATEMENTS

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
    "cases.mandate_has_paper": _("Le papier signé de ce mandat est déjà scellé : il reste celui-là."),
    "cases.no_mandate_paper": _("Le papier signé de ce mandat n’a pas été ajouté."),
    "cases.note_long": _(
        "Cette note est trop longue : %(most)s signes au plus. Rien n’est perdu, elle est ci-dessous."
    ),
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
    "cases.mandate_given": _("%(who)s vous donne un mandat dans le dossier « %(title)s ». Vous pouvez l’ouvrir."),
    "cases.mandate_revoked": _("%(who)s a révoqué un mandat dans le dossier « %(title)s »."),
    "cases.mandate_ended": _(
        "Un mandat de %(who)s a pris fin : l’avocat·e n’est plus à cette place dans le dossier « %(title)s »."
    ),
    "cases.mandate_narrowed": _(
        "Un mandat de %(who)s ouvre moins de choses dans le dossier « %(title)s » : un accord a été retiré ou a pris fin."
    ),
    "cases.fact_withdrawn": _("La personne a retiré son accord : rien de ce témoignage ne devient une pièce."),
    "cases.person_withdrew": _(
        "Une personne a retiré son accord : son témoignage ne sert plus au dossier « %(title)s ». Ce qui est parti reste parti."
    ),
    "cases.taken_over": _("Quelqu’un est parti : le dossier « %(title)s » est maintenant le vôtre."),
    "cases.named": _("Vous êtes dans le dossier « %(title)s »."),
    "cases.closed": _("Ce dossier est fermé : il se lit, rien n’y change. Rouvrez-le d’abord."),
    "cases.no_fact": _("Ce fait n’est plus dans le dossier."),
    "cases.fact_in_use": _("Une saisine ou un mandat s’appuie sur ce fait : il reste dans le dossier."),
    "cases.no_task": _("Cette tâche n’existe plus."),
    "cases.task_needed": _("Dites ce qu’il y a à faire."),
    "cases.task_for_nobody": _("Choisissez quelqu’un qui est nommé dans ce dossier."),
    "cases.task_yours": _("Une tâche pour vous dans « %(title)s » : %(what)s"),
    "cases.changed_meanwhile": _("Quelqu’un d’autre a changé les mêmes points pendant que vous écriviez."),
    "cases.form_altered": _("Cette page a été modifiée en route. Rouvrez-la et recommencez : rien n’a été changé."),
    "cases.kind_unknown": _("Choisissez de quoi il s’agit dans la liste."),
    "cases.nothing_ticked": _("Cochez au moins un fait."),
    "cases.nothing_to_undo": _("Il n’y a plus rien à annuler."),
    "cases.not_near": _("Cette personne n’est pas d’une association de votre réseau."),
    "cases.no_kit_paper": _("Ce papier n’est pas dans la trousse de votre association."),
    "cases.paper_kind": _("Choisissez de quel papier il s’agit dans la liste."),
    "cases.paper_title": _("Donnez un titre à ce papier."),
    "cases.paper_empty": _("Choisissez un fichier : celui-ci est vide."),
    "cases.paper_large": _("Ce fichier dépasse %(limit)s Mo. Numérisez-le en noir et blanc, ou en moins de pages."),
    "cases.paper_type": _(
        "Ce fichier n’est ni un PDF, ni une image JPEG ou PNG. Enregistrez-le dans l’un de ces formats."
    ),
    "cases.paper_broken": _("Ce fichier est abîmé ou incomplet. Rouvrez l’original et enregistrez-le à nouveau."),
    "cases.paper_locked": _(
        "Ce PDF demande un mot de passe : une juridiction ne pourrait pas l’ouvrir. Enregistrez-le sans."
    ),
    "cases.paper_pixels": _("Cette image est trop grande pour cette machine. Réduisez-la, puis recommencez."),
    "cases.paper_dates": _("La fin de validité vient avant la date du papier."),
    "cases.paper_replaced": _("Quelqu’un a déjà remplacé ce papier. Rouvrez la trousse pour voir le nouveau."),
    "cases.paper_altered": _(
        "« %(title)s » n’est plus le fichier qui a été scellé. Ne le produisez pas : prévenez l’administration."
    ),
    **EXHIBITS,
    **DOCUMENTS,
    **STATEMENTS,
    "cases.no_body": _("Cette instance n’est pas dans la liste."),
    "cases.no_referral": _("Cette saisine n’est pas dans ce dossier."),
    "cases.no_testimony": _("Ce récit n’est pas, ou n’est plus, un témoignage de ce dossier."),
    "cases.no_line": _("Cette ligne n’est pas dans la liste de cette instance."),
    "cases.no_deadline": _("Cette échéance n’est pas dans ce dossier."),
    "cases.no_rule": _("Cette règle de délai n’existe pas."),
    "cases.no_proof": _("Aucune preuve d’envoi n’est gardée pour cette saisine."),
    "cases.already_filed": _("Cette saisine n’est plus en préparation : elle ne change plus."),
    "cases.not_filed": _("Cette saisine n’est pas encore déposée."),
    "cases.line_changed": _(
        "Quelqu’un a écrit ici pendant que vous écriviez. Votre texte est gardé ci-dessous : relisez les deux, puis enregistrez."
    ),
    "cases.text_long": _("Ce texte est trop long : %(limit)s signes au plus."),
    "cases.reason_needed": _("Dites pourquoi cette ligne est sans objet."),
    "cases.change_unknown": _("Ce changement n’existe pas. Rouvrez la page et recommencez."),
    "cases.date_wrong": _("Écrivez une date, par exemple 16/01/2018."),
    "cases.date_future": _("Cette date est à venir."),
    "cases.date_old": _("Cette date est trop ancienne."),
    "cases.own_date": _("Cette échéance n’a pas d’évènement de départ : sa date a été choisie."),
    "cases.label_needed": _("Dites ce qu’il ne faut pas manquer."),
    "cases.channel_needed": _("Dites par quelle voie la saisine est partie."),
    "cases.remind_before": _("On ne relance pas avant d’avoir envoyé."),
    "cases.proof_large": _("Cette preuve dépasse 20 Mo. Réduisez-la ; rien n’est noté."),
    "cases.proof_kind": _("Une preuve est un PDF, un PNG ou un JPEG. Rien n’est noté."),
    "cases.outcome_kind": _("Choisissez la réponse dans la liste."),
    "cases.before_filing": _("Une réponse ne vient pas avant le dépôt."),
    "cases.until_past": _("Cette date est passée : l’accord ne vaudrait déjà plus."),
    "cases.answer_needed": _("Choisissez ce que la personne répond."),
    "cases.stop.withdrawn": _("%(who)s a retiré son accord : rien ne part avec son récit."),
    "cases.stop.minor": _("%(who)s dit être mineur·e et attend la validation : rien ne part."),
    "cases.stop.consent": _("%(who)s n’a pas d’accord en cours, aujourd’hui, pour cette instance : rien ne part."),
    "cases.stop.mandate": _("%(who)s est nommé·e sans mandat en cours : rien ne part."),
    "cases.stop.hidden": _("%(who)s : ce récit n’est plus là. Retirez-le de la saisine."),
    "cases.stop.altered": _(
        "La pièce n° %(number)s a changé sur le disque : son empreinte n’est plus la même. Rien ne part."
    ),
    "cases.stop.piece_withdrawn": _(
        "La pièce n° %(number)s vient d’un témoignage dont la personne a retiré son accord : ôtez-la de la saisine. Rien ne part."
    ),
    "cases.not_ready": _("Il reste %(count)s lignes qui bloquent le dépôt : %(lines)s."),
    "cases.consent_asked": _("On demande à une personne que vous suivez son accord pour saisir : %(body)s."),
    "cases.consent_answered": _("Une personne accepte qu’une saisine parte avec son récit."),
    "cases.consent_refused": _("Une personne refuse qu’une saisine parte avec son récit."),
    "cases.deadline_near": _("Une échéance du dossier « %(title)s » tombe le %(day)s."),
    "cases.deadline_late": _("Une échéance du dossier « %(title)s » est dépassée depuis le %(day)s."),
    "cases.referral_waits": _("%(body)s n’a pas répondu : c’est le jour prévu pour relancer."),
}

LABELS: Mapping[str, str | Promise] = {
    "kit": _("Papier de la trousse contentieuse"),
    "mandate": _("Mandat signé"),
    "dispatch_proof": _("preuve d’envoi d’une saisine"),
    **EXHIBIT_LABELS,
    **STATEMENT_LABELS,
}
"""Names of what this floor seals, as the vault shows them."""

__all__ = ["DEFAULT_TITLES", "LABELS", "PHRASES"]
