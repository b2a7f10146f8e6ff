"""What is said when the life of a mission refuses, in the words it leaves to people, and in its journal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LIFE_PHRASES: Mapping[str, str | Promise] = {
    "programme.not_in_life": _("Cette page est pour la ou le volontaire et les personnes qui suivent la mission."),
    "programme.follows_only": _("C’est aux personnes qui suivent la ou le volontaire de le faire."),
    "programme.volunteer_only": _("Seul·e la ou le volontaire de cette mission le fait."),
    "programme.words_needed": _("Écrivez quelque chose."),
    "programme.theme_needed": _("Dites de quoi il s’agit."),
    "programme.talk_length": _("Une rencontre dure de 10 minutes à 10 heures."),
    "programme.speaker_elsewhere": _("Cette personne n’a pas de compte dans l’organisation choisie. Écrivez son nom."),
    "programme.no_talk": _("Cette rencontre n’est plus au programme."),
    "programme.talk_held": _("Des présences y sont notées : elle reste au programme."),
    "programme.talk_to_come": _("Cette rencontre est à venir : les présences se notent le jour même, ou après."),
    "programme.notes_moved": _(
        "Quelqu’un a écrit dans ces notes pendant que vous les écriviez. Les vôtres sont ci-dessous : copiez-les, rechargez la page, ajoutez-les."
    ),
    "programme.you_speak": _("Vous intervenez dans « %(title)s »."),
    "programme.rules_wrong": _(
        "Donnez au moins une partie, un rythme de 1 à 12 mois, un prix de moins de 20 € le kilomètre."
    ),
    "programme.no_field": _("Cette mission n’a pas encore de dates de terrain : donnez-les, les rapports suivront."),
    "programme.no_report": _("Ce rapport n’existe pas, ou n’est plus attendu."),
    "programme.report_accepted": _("Ce rapport est déjà accepté : il ne change plus. Il n’y a rien à refaire."),
    "programme.report_closed": _("Ce rapport est envoyé : il attend d’être lu. Il ne change plus d’ici là."),
    "programme.report_not_sent": _("Ce rapport n’est pas encore envoyé, ou il est à reprendre."),
    "programme.report_moved": _(
        "Ce rapport a été enregistré ailleurs pendant que vous écriviez. Votre texte est ci-dessous, rien n’est perdu : comparez, puis enregistrez de nouveau."
    ),
    "programme.report_empty": _("Ce rapport est vide. Écrivez au moins une partie avant de l’envoyer."),
    "programme.reason_needed": _("Dites pourquoi."),
    "programme.report_came": _("Un rapport est arrivé : « %(title)s »."),
    "programme.report_remarked_on": _("Votre rapport a une remarque : « %(title)s »."),
    "programme.report_is_accepted": _("Votre rapport est accepté : « %(title)s »."),
    "programme.report_is_refused": _("Votre rapport est à reprendre : « %(title)s »."),
    "programme.report_is_due": _("Un rapport est attendu bientôt : « %(title)s »."),
    "programme.report_is_late": _("Un rapport est en retard : « %(title)s ». Un mot suffit pour dire où vous en êtes."),
    "programme.report_is_late_for": _("Un rapport est en retard : « %(title)s »."),
    "programme.no_meeting": _("Cette réunion n’existe pas dans cette mission."),
    "programme.meeting_held": _("Cette réunion a son compte rendu, ou est annulée : elle ne change plus."),
    "programme.meeting_off": _("Cette réunion est annulée."),
    "programme.minutes_needed": _("Écrivez ce qui s’est dit, même en deux lignes."),
    "programme.minutes_moved": _(
        "Quelqu’un a enregistré ce compte rendu pendant que vous écriviez. Votre texte est ci-dessous, rien n’est perdu : rechargez pour lire le sien, puis reprenez."
    ),
    "programme.meeting_is_called": _("Une réunion de suivi est notée : « %(title)s »."),
    "programme.meeting_is_off": _("Une réunion de suivi est annulée : « %(title)s »."),
    "programme.you_do": _("Une réunion vous confie quelque chose : « %(title)s »."),
    "programme.no_action": _("Cette action n’est plus là."),
    "programme.day_wrong": _("« %(text)s » n’est pas un jour compris. Écrivez par exemple 12/02/2026."),
    "programme.amounts_unknown": _(
        "La session ne dit pas ses montants, ou la mission n’a pas de dates : donnez-les, l’échéancier suivra."
    ),
    "programme.shares_wrong": _("Les parts ne font pas le montant. Corrigez-les : rien n’a été changé."),
    "programme.no_line": _("Ce versement n’existe pas dans cette mission."),
    "programme.line_paid": _("Ce versement est déjà noté comme fait. Il n’y a rien à refaire."),
    "programme.line_suspended": _("Ce versement est suspendu, ou abandonné : il ne se paie pas."),
    "programme.line_not_paid": _("Notez d’abord le versement, puis ajoutez son reçu."),
    "programme.paid_tomorrow": _("Ce jour est à venir. Notez un versement quand il est fait."),
    "programme.payer_only": _(
        "Noter un versement revient à l’organisation qui paie, ou à celle qui porte le programme."
    ),
    "programme.no_money": _("Les montants sont lus par la ou le volontaire et la coordination des partenaires."),
    "programme.allowance_is_paid": _("Une indemnité vous est versée : « %(title)s »."),
    "programme.whom_needed": _("Dites qui vous avez rencontré : choisissez une association, ou écrivez son nom."),
    "programme.visit_to_come": _("Ce jour est à venir. Notez-le une fois fait."),
    "programme.no_need": _("Ce besoin n’est plus là."),
    "programme.no_visit": _("Cette visite n’est plus là."),
    "programme.not_yours": _("Seule la personne qui l’a écrit peut le retirer."),
    "programme.places_needed": _("Un trajet a un départ, une arrivée et une raison."),
    "programme.passenger": _(
        "Ici, pas de passager : %(words)s pourrait dire qui était dans la voiture et lui nuire, comme à vous. Écrivez seulement la raison du trajet : réunion, formation, visite. Rien n’est gardé pour l’instant ; votre texte est ci-dessous."
    ),
    "programme.km_wrong": _("Un trajet fait %(most)s km au plus."),
    "programme.no_trip": _("Ce trajet n’est plus là."),
    "programme.no_emergency": _("La ou le volontaire n’a pas encore dit qui appeler."),
    "programme.emergency_was_opened": _("%(name)s a ouvert votre contact d’urgence : %(reason)s"),
    "programme.confidant_elsewhere": _("Choisissez quelqu’un d’autre que vous, parmi les personnes de la mission."),
    "programme.confidant_needed": _(
        "Choisissez d’abord une personne de confiance. Votre texte est ci-dessous, rien n’est gardé."
    ),
    "programme.you_are_confidant": _("%(name)s vous choisit comme personne de confiance."),
    "programme.debrief_for_you": _("Quelqu’un vous a écrit en confiance."),
    "programme.debrief_answered": _("La personne de confiance vous a répondu."),
    "programme.no_debrief": _("Il n’y a rien ici, ou ce n’est pas pour vous."),
    "programme.dates_backwards": _("Le dernier jour vient avant le premier. Rien n’a été changé : corrigez les dates."),
    "programme.too_many_days": _("Au-delà de 120 jours, mettez plutôt la mission en pause."),
    "programme.no_absence": _("Cette absence n’est plus là."),
    "programme.volunteer_away": _("Une absence est notée : « %(title)s »."),
    "programme.no_post": _("Cet article n’existe pas, ou n’est pas encore à relire."),
    "programme.no_public_post": _("Il n’y a pas d’article à cette adresse. Voyez les autres."),
    "programme.author_only": _("Seule la personne qui écrit cet article le change."),
    "programme.post_moved": _(
        "Cet article a été enregistré ailleurs pendant que vous écriviez. Votre texte est ci-dessous, rien n’est perdu : comparez, puis enregistrez de nouveau."
    ),
    "programme.post_closed": _(
        "Cet article est en relecture, ou publié : il ne change plus. Votre texte est ci-dessous."
    ),
    "programme.post_empty": _("Cet article n’a pas encore de texte."),
    "programme.post_unsafe": _(
        "Quelque chose pourrait désigner une personne ou un lieu de vie : les mots sont montrés en haut de la page. Enlevez-les, ou dites que vous les avez regardés."
    ),
    "programme.not_a_picture": _("Une image d’article est une photo JPEG ou PNG."),
    "programme.pictures_enough": _("Un article a %(most)s images au plus."),
    "programme.no_picture": _("Cette image n’est plus là."),
    "programme.face_needed": _("Répondez : y a-t-il un visage ?"),
    "programme.read_first": _("Dites d’abord que vous avez tout lu."),
    "programme.not_a_reviewer": _("La relecture revient à la coordination ou à la communication d’un partenaire."),
    "programme.second_person": _("Vous l’avez écrit : une deuxième personne doit le relire."),
    "programme.post_to_read": _("Un article est à relire : « %(title)s »."),
    "programme.post_is_out": _("Votre article est publié : « %(title)s »."),
    "programme.post_is_back": _("Votre article revient avec une remarque : « %(title)s »."),
    "programme.post_is_down": _("Votre article est retiré du blog : « %(title)s »."),
    "programme.level_wrong": _("Dites où vous en étiez et où vous en êtes, de 0 à 4."),
    "programme.no_skill": _("Cette ligne n’est plus là."),
    "programme.sheet_unsafe": _(
        "%(words)s pourrait mener à une personne ou à un lieu de vie. Enlevez-le : votre texte est ci-dessous, rien n’est gardé."
    ),
    "programme.not_a_document": _("Un document est un PDF, un DOCX ou un ODT."),
    "programme.no_document": _("Ce document n’existe pas dans cette mission."),
    "programme.document_final": _("Ce document est achevé. Reprenez-le en travail pour en ajouter une version."),
    "programme.hand_over_what": _("Dites ce qui est à transmettre."),
    "programme.dossiers_counted": _("Les dossiers se comptent, sans les nommer : donnez un nombre, et aucun mot."),
    "programme.no_hand_over": _("Cette ligne n’est plus là."),
    "programme.to_elsewhere": _("Choisissez quelqu’un de l’organisation où agit la ou le volontaire."),
    "programme.handed_already": _("C’est déjà transmis."),
    "programme.no_volunteer": _("Cette mission n’a pas encore sa ou son volontaire."),
    "programme.no_evening": _("Cette soirée n’existe pas, ou votre organisation ne la porte pas."),
    "programme.no_public_evening": _("Il n’y a pas de soirée à cette adresse."),
    "programme.place_needed": _("Dites où c’est."),
    "programme.evening_over": _("Cette soirée est passée, ou annulée."),
    "programme.evening_to_come": _("Cette soirée est à venir."),
    "programme.evening_full": _("Il ne reste que %(left)s place(s). Venez moins nombreux, ou écrivez-nous."),
    "programme.guests_wrong": _("Dites combien vous serez, de 1 à %(most)s."),
    "programme.slow_form": _(
        "Ce formulaire est resté ouvert trop longtemps, ou a été envoyé trop vite. Envoyez-le de nouveau."
    ),
}

LIFE_SENTENCES: Mapping[str, str | Promise] = {
    "programme.talk_planned": _("a changé le programme des rencontres"),
    "programme.talk_dropped": _("a retiré une rencontre"),
    "programme.attendance_noted": _("a noté les présences"),
    "programme.talk_noted": _("a écrit dans les notes du groupe"),
    "programme.rules_set": _("a dit ce que le programme demande"),
    "programme.reports_planned": _("a posé les rapports attendus"),
    "programme.report_written": _("a écrit dans un rapport"),
    "programme.report_sent": _("a envoyé un rapport"),
    "programme.report_remarked": _("a laissé une remarque sur un rapport"),
    "programme.report_accepted_by": _("a accepté un rapport"),
    "programme.report_refused_by": _("a demandé la reprise d’un rapport"),
    "programme.meeting_called": _("a appelé à une réunion de suivi"),
    "programme.meeting_off": _("a annulé une réunion de suivi"),
    "programme.meeting_recorded": _("a écrit le compte rendu d’une réunion"),
    "programme.action_done": _("a changé l’état d’une action"),
    "programme.allowances_planned": _("a posé l’échéancier des indemnités"),
    "programme.allowance_paid": _("a noté un versement"),
    "programme.receipt_kept": _("a ajouté un reçu"),
    "programme.visit_logged": _("a noté une visite"),
    "programme.visit_dropped": _("a retiré une visite"),
    "programme.need_followed": _("a dit ce que devient un besoin"),
    "programme.trip_logged": _("a noté un trajet"),
    "programme.trip_dropped": _("a retiré un trajet"),
    "programme.emergency_set": _("a dit qui appeler en cas d’urgence"),
    "programme.emergency_opened": _("a ouvert le contact d’urgence"),
    "programme.confidant_chosen": _("a choisi sa personne de confiance"),
    "programme.paper_added": _("a ajouté un papier de la mission"),
    "programme.paper_dropped": _("a effacé un papier de la mission"),
    "programme.absence_noted": _("a noté une absence"),
    "programme.absence_dropped": _("a retiré une absence"),
    "programme.right_not_given": _("la mission reprend, mais la personne n’a plus de place dans l’association"),
    "programme.post_begun": _("a commencé un article"),
    "programme.post_written": _("a écrit dans un article"),
    "programme.post_pictured": _("a changé les images d’un article"),
    "programme.post_submitted": _("a demandé la relecture d’un article"),
    "programme.post_published": _("a publié un article"),
    "programme.post_returned": _("a rendu un article avec une remarque"),
    "programme.post_taken_down": _("a retiré un article"),
    "programme.post_written_again": _("a repris un article retiré"),
    "programme.experience_shared": _("a ajouté une fiche d’expérience"),
    "programme.document_added": _("a ajouté une version d’un document"),
    "programme.document_moved": _("a changé l’état d’un document"),
    "programme.hand_over_listed": _("a ajouté une ligne à transmettre"),
    "programme.handed_over": _("a transmis"),
    "programme.nobody_takes": _("la mission finit, et personne n’est là pour reprendre ce qui reste"),
    "programme.evening_planned": _("a préparé une soirée de restitution"),
    "programme.evening_moved": _("a annoncé, clos ou annulé la soirée"),
    "programme.evening_material": _("a ajouté un document à la soirée"),
    "programme.output_linked": _("a dit ce que sert une production"),
    "programme.output_unlinked": _("a oublié ce que sert une production"),
    "programme.volunteer_taken_back": _("a repris le nom de la ou du volontaire"),
    "programme.volunteer_named": _("a dit qui est la ou le volontaire"),
}
