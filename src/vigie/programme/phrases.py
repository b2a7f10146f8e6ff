"""What is said when the programme refuses, in the words it leaves to people, and in its journal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .phrases_life import LIFE_PHRASES, LIFE_SENTENCES

PHRASES: Mapping[str, str | Promise] = {
    **LIFE_PHRASES,
    "programme.no_programme": _("Ce programme n’existe pas, ou votre association n’y participe pas."),
    "programme.no_output": _("Cette production n’existe pas, ou elle n’est pas encore finie."),
    "programme.mission_says": _("Une mission dit ses objectifs et ses thèmes dans son propre formulaire."),
    "programme.no_objective": _("Cet objectif n’est pas de ce programme."),
    "programme.no_session": _("Cette session n’existe pas, ou votre association n’y participe pas."),
    "programme.no_mission": _("Cette mission n’existe pas, ou votre association n’y participe pas."),
    "programme.no_call": _("Cet appel n’existe pas, ou votre association n’y participe pas."),
    "programme.no_public_call": _("Il n’y a pas d’appel à cette adresse. Voyez les appels ouverts."),
    "programme.operator_only": _("Seule l’organisation qui porte le programme peut le faire."),
    "programme.not_in_sheet": _(
        "La fiche se travaille entre la coordination des trois partenaires et le ou la volontaire."
    ),
    "programme.jury_only": _("Seules les personnes nommées dans le jury de cet appel lisent ses candidatures."),
    "programme.no_application": _("Cette candidature n’existe pas, ou vous n’êtes pas dans le jury de son appel."),
    "programme.name_needed": _("Donnez un titre, en français ou en anglais."),
    "programme.rule_needed": _("Dites la durée d’une phase au moins."),
    "programme.rule_wrong": _("Une règle de durée dit le moins puis le plus, de 1 à 60."),
    "programme.amount_wrong": _("Ce montant n’est pas compris. Écrivez par exemple 500 ou 500,50."),
    "programme.phase_backwards": _(
        "Cette phase finirait avant de commencer. Rien n’a été changé : corrigez ses dates."
    ),
    "programme.phase_vague": _("Dites le jour ou le mois : une saison ou une année ne suffit pas."),
    "programme.partners_needed": _(
        "Une mission a au moins une organisation d’envoi et une organisation d’accueil, en France ou ailleurs."
    ),
    "programme.no_partner": _("Cette organisation n’est pas dans la mission."),
    "programme.tutor_elsewhere": _("Choisissez quelqu’un de cette organisation."),
    "programme.you_follow": _("Vous suivez désormais la mission « %(title)s »."),
    "programme.mission_over": _("Cette mission est finie : elle se lit, ses dates ne changent plus."),
    "programme.cannot_move": _("Ce n’est pas, ou plus, possible à cette étape. Rechargez la page."),
    "programme.sheet_too_long": _("Une partie est trop longue : %(most)s signes au plus. Rien n’est perdu."),
    "programme.sheet_moved": _(
        "Quelqu’un d’autre a enregistré la fiche pendant que vous écriviez. Votre texte est ci-dessous, rien n’est perdu : comparez, puis enregistrez de nouveau."
    ),
    "programme.sheet_same": _("Rien n’a changé depuis la dernière version : il n’y en a pas de nouvelle."),
    "programme.sheet_signed": _("Cette version est déjà signée pour votre partie."),
    "programme.sheet_new": _("La fiche de « %(title)s » a une nouvelle version à lire."),
    "programme.remark_needed": _("Écrivez la remarque."),
    "programme.no_remark": _("Cette remarque n’est plus là, ou elle est déjà réglée."),
    "programme.remarks_open": _("Des remarques attendent une réponse. Réglez-les, puis signez."),
    "programme.no_party": _(
        "La fiche se signe pour l’organisation d’envoi, pour l’accueil, ou par le ou la volontaire."
    ),
    "programme.too_long": _("Ce texte est trop long : %(most)s signes au plus. Rien n’est perdu, il est ci-dessous."),
    "programme.link_wrong": _("« %(link)s » n’est pas une adresse du web. Elle commence par https://."),
    "programme.deadline_needed": _("Dites jusqu’à quand on peut candidater."),
    "programme.no_mission_there": _("Une mission choisie n’est pas de cette session."),
    "programme.call_moved": _(
        "Quelqu’un d’autre a enregistré cet appel pendant que vous écriviez. Votre texte est ci-dessous, rien n’est perdu : comparez, puis enregistrez de nouveau."
    ),
    "programme.call_archived": _(
        "Cet appel est archivé : il se lit, rien n’y change. Copiez-le pour en faire un autre."
    ),
    "programme.call_applied": _(
        "Quelqu’un a déjà candidaté : l’appel peut se corriger ou se fermer, pas redevenir un brouillon."
    ),
    "programme.call_lacks": _("Il manque encore quelque chose pour publier : la liste est sur la page."),
    "programme.juror_elsewhere": _("Le jury se compose de personnes des organisations partenaires de cet appel."),
    "programme.juror_already": _("Cette personne est déjà dans le jury."),
    "programme.no_juror": _("Cette personne n’est plus dans le jury."),
    "programme.in_jury": _("Vous êtes dans le jury de « %(title)s »."),
    "programme.no_file": _("Ce fichier n’existe pas, ou il a été effacé."),
    "programme.file_empty": _("Ce fichier est vide. Choisissez-en un autre."),
    "programme.file_too_large": _(
        "Ce fichier dépasse 10 Mo : il n’a pas été gardé, tout le reste l’est. Enregistrez-le en PDF plus léger, puis ajoutez-le."
    ),
    "programme.file_program": _("Ce fichier est un programme, pas un document. Il n’a pas été gardé."),
    "programme.file_macro": _(
        "Ce document contient un programme (macro). Il n’a pas été gardé : enregistrez-le en PDF, puis ajoutez-le."
    ),
    "programme.file_locked": _(
        "Ce document est fermé par un mot de passe : le jury ne pourrait pas le lire. Enregistrez-le sans mot de passe, puis ajoutez-le."
    ),
    "programme.file_old": _(
        "Ce document est dans un format ancien (.doc). Enregistrez-le en PDF ou en .docx, puis ajoutez-le."
    ),
    "programme.file_damaged": _(
        "Ce fichier ne s’ouvre pas : il est peut-être abîmé. Enregistrez-le de nouveau, puis ajoutez-le."
    ),
    "programme.file_unknown": _(
        "Ce n’est pas un fichier que nous savons lire. Ajoutez un PDF, un DOCX, un ODT, un JPEG ou un PNG."
    ),
    "programme.files_enough": _("Quatre autres fichiers suffisent. Retirez-en un pour en ajouter un autre."),
    "programme.call_closed": _("Cet appel est fermé : il ne prend plus de candidatures. Voyez ceux qui sont ouverts."),
    "programme.email_wrong": _(
        "Cette adresse électronique n’est pas complète. C’est par elle que nous vous répondons."
    ),
    "programme.answer_wrong": _("Cette réponse n’est pas dans la liste. Choisissez-en une."),
    "programme.letter_too_long": _(
        "Cette lettre est trop longue : %(most)s signes au plus. Rien n’est perdu ; vous pouvez aussi l’ajouter en fichier."
    ),
    "programme.no_such_code": _(
        "Ce code n’ouvre rien : vérifiez-le lettre à lettre. Une candidature retirée ou effacée ne s’ouvre plus."
    ),
    "programme.application_read": _(
        "Votre candidature est en cours de lecture : elle ne change plus. Écrivez à l’adresse de l’appel."
    ),
    "programme.sent_already": _("Votre candidature est déjà envoyée. Il n’y a rien à refaire."),
    "programme.not_invited": _("Le choix d’un horaire s’ouvre quand le jury propose un entretien."),
    "programme.slot_taken": _("Cet horaire vient d’être pris. Choisissez-en un autre."),
    "programme.too_many_tries": _("Trop d’essais depuis cet endroit. Réessayez dans un quart d’heure."),
    "programme.not_held": _("Cette candidature n’est pas retenue à l’entrée."),
    "programme.mark_wrong": _("Une note va de 0 à 3, ou reste vide si les papiers ne disent rien."),
    "programme.advice_needed": _("Dites ce que vous conseillez avant de rendre votre lecture."),
    "programme.read_already": _("Votre lecture est rendue : elle ne change plus, pour que les deux se comparent."),
    "programme.readers_enough": _("Deux personnes lisent déjà cette candidature."),
    "programme.reader_of_yours": _(
        "Quelqu’un de votre organisation la lit déjà. La deuxième lecture vient d’un autre partenaire."
    ),
    "programme.not_complete": _("Il manque quelque chose à cette candidature. Dites-la complète pour la lire ainsi."),
    "programme.two_readings": _("Il faut d’abord deux lectures rendues, de deux partenaires."),
    "programme.not_an_outcome": _("Une décision est : retenir, mettre en attente ou ne pas retenir."),
    "programme.decision_waits": _("Une décision attend déjà une réponse."),
    "programme.no_decision": _("Il n’y a plus de décision à confirmer ici."),
    "programme.two_partners": _("Votre organisation l’a proposée : un autre partenaire doit la confirmer."),
    "programme.decide": _("Une décision sur la candidature %(code)s attend votre réponse (« %(title)s »)."),
    "programme.application_came": _("La candidature %(code)s est arrivée (« %(title)s »)."),
    "programme.slot_past": _("Cet horaire est passé."),
    "programme.slot_wrong": _("Un horaire n’est pas compris. Un par ligne : 12/09/2026 14:30."),
    "programme.minutes_wrong": _("Un entretien dure de 10 minutes à 3 heures."),
    "programme.mail_too_large": _("Ce message dépasse 25 Mo : il n’a pas été lu."),
    "programme.mail_not_one": _("Ce fichier n’est pas un message enregistré (.eml), ou il est vide."),
    "programme.letter_empty": _("Écrivez un objet et un texte."),
    "programme.letter_places": _("%(places)s ne sera rempli par rien. Les places possibles sont sous le texte."),
    "programme.no_mail": _("Cette maison n’envoie pas de courriel : copiez les textes, puis notez qu’ils sont partis."),
    "programme.mail_failed": _(
        "Le serveur de courrier a refusé. %(done)s lettres sont parties et sont notées ; les autres non : réessayez."
    ),
    "programme.not_selected": _("Seule une candidature retenue devient une mission."),
    "programme.volunteer_you": _("Vous êtes désormais la ou le volontaire de la mission « %(title)s »."),
    "programme.milestone_kind": _("Un rapport, une réunion, une indemnité ou une soirée s’ajoute depuis sa page."),
    "programme.milestone_title": _("Dites ce qui est attendu, en %(most)s signes au plus."),
    "programme.due_vague": _("Dites pour quel jour ou quel mois."),
    "programme.no_milestone": _("Cette étape n’est plus là, ou elle se règle depuis sa page."),
    "programme.no_mission_chosen": _("Cette candidature ne dit pas pour quelle mission."),
    "programme.nobody_named": _("Personne n’a été désigné pour cette mission ; qui répond à l’appel se retire là-bas."),
    "programme.mission_begun": _(
        "La mission a commencé : elle se termine ou s’annule, elle ne change plus de volontaire."
    ),
    "programme.volunteer_wrote": _(
        "Cette personne a déjà confié quelque chose à la mission, que personne d’autre ne doit lire : annulez la mission et copiez-la."
    ),
    "programme.volunteer_no_more": _(
        "Vous n’êtes plus la ou le volontaire de la mission « %(title)s » : c’était une erreur."
    ),
    "programme.mission_taken": _("Cette mission a déjà sa ou son volontaire."),
    "programme.volunteer_not_yours": _("Inviter revient à la coordination d’un des partenaires qui ont décidé."),
    "programme.links_checked.done": _("Les liens de l’appel ont été vérifiés."),
    "programme.links_checked.failed": _("La vérification des liens n’a pas abouti."),
    "programme.date_wrong": _("Cette date n’est pas comprise. Écrivez par exemple 16/11/2026 ou novembre 2026."),
}

SENTENCES: Mapping[str, str | Promise] = {
    **LIFE_SENTENCES,
    "programme.programme_created": _("a créé le programme"),
    "programme.programme_changed": _("a changé le programme"),
    "programme.session_created": _("a créé la session"),
    "programme.session_changed": _("a changé la session"),
    "programme.mission_created": _("a créé la mission"),
    "programme.mission_changed": _("a changé la mission"),
    "programme.mission_planned": _("a changé les dates de la mission"),
    "programme.mission_moved": _("a fait avancer la mission"),
    "programme.milestone_added": _("a ajouté une étape"),
    "programme.milestone_done": _("a noté une étape faite"),
    "programme.milestone_open": _("a remis une étape à faire"),
    "programme.milestone_removed": _("a retiré une étape"),
    "programme.tutor_named": _("a dit qui suit la ou le volontaire"),
    "programme.sheet_written": _("a écrit une version de la fiche"),
    "programme.sheet_remarked": _("a laissé une remarque sur la fiche"),
    "programme.remark_settled": _("a réglé une remarque"),
    "programme.sheet_signed_by": _("a signé la fiche"),
    "programme.call_begun": _("a commencé l’appel"),
    "programme.call_written": _("a écrit dans l’appel"),
    "programme.call_attached": _("a joint un fichier à l’appel"),
    "programme.call_detached": _("a retiré un fichier de l’appel"),
    "programme.call_moved_to": _("a publié, fermé ou archivé l’appel"),
    "programme.juror_named": _("a nommé quelqu’un dans le jury"),
    "programme.juror_ended": _("a retiré quelqu’un du jury"),
    "programme.links_asked": _("a fait vérifier les liens"),
    "programme.application_begun": _("une candidature a été commencée"),
    "programme.application_changed": _("la candidature a été corrigée"),
    "programme.application_file": _("un fichier a été ajouté"),
    "programme.application_file_gone": _("un fichier a été retiré"),
    "programme.application_sent": _("la candidature est arrivée"),
    "programme.application_withdrawn": _("la candidature a été retirée"),
    "programme.slot_chosen": _("un horaire a été choisi"),
    "programme.let_in": _("a laissé entrer la candidature"),
    "programme.marked_complete": _("a dit la candidature complète"),
    "programme.reading_kept": _("a gardé une lecture en cours"),
    "programme.read_in": _("a rendu sa lecture"),
    "programme.to_interview": _("a proposé un entretien"),
    "programme.decision_proposed": _("a proposé une décision"),
    "programme.decision_taken_back": _("a repris la décision proposée"),
    "programme.decided": _("a confirmé la décision"),
    "programme.slots_offered": _("a proposé des horaires d’entretien"),
    "programme.slot_dropped": _("a retiré un horaire"),
    "programme.mail_imported": _("a fait entrer une candidature venue par courriel"),
    "programme.letter_written": _("a écrit une lettre type"),
    "programme.replied": _("a répondu"),
    "programme.candidates_erased": _("les candidatures ont été effacées à la date dite"),
    "programme.volunteer_invited": _("a invité la personne retenue"),
    "programme.volunteer_arrived": _("la personne retenue est arrivée"),
}
