"""What is said when the life of the network refuses, and in the words it leaves to people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES_LIFE: Mapping[str, str | Promise] = {
    "network.too_many_contacts": _("%(most)s contacts au plus : gardez ceux auxquels on vous répond vraiment."),
    "network.no_such_contact": _("Ce genre de contact n’existe pas."),
    "network.not_an_email": _("Ceci n’est pas une adresse de courriel : %(value)s."),
    "network.not_a_page": _("L’adresse d’une page commence par https:// : %(value)s."),
    "network.unknown_commune": _("Aucune commune de la liste ne s’appelle ainsi : %(name)s."),
    "network.no_language": _("Choisissez au moins une langue."),
    "network.no_such_speech": _("Cette langue ou ce niveau n’est pas dans la liste."),
    "network.no_speaker": _("Cette personne ne montre plus ses langues."),
    "network.no_words": _("Écrivez un mot : sans lui, personne ne saura quoi répondre."),
    "network.asked_to_speak": _("%(name)s vous demande de l’aide pour une langue : « %(words)s »"),
    "network.no_listing": _("Cette annonce n’est pas dans votre réseau, ou elle a été retirée."),
    "network.no_listing_title": _("Dites en quelques mots ce que c’est."),
    "network.no_such_thing": _("Choisissez ce dont il s’agit dans la liste."),
    "network.listing_dates": _("Une annonce court jusqu’à un jour à venir, dans un an au plus."),
    "network.own_listing": _("C’est une annonce de votre association."),
    "network.listing_not_open": _("Cette annonce n’attend plus de réponse. Votre réponse n’a pas été envoyée."),
    "network.listing_moved": _("Cette annonce a changé entretemps. Rechargez la page pour voir où elle en est."),
    "network.answered_already": _("Votre association a déjà répondu à cette annonce."),
    "network.no_answer": _("Cette réponse n’existe plus."),
    "network.listing_answered": _("%(name)s répond à votre annonce : %(title)s."),
    "network.listing_matched": _("%(name)s accepte votre réponse : %(title)s."),
    "network.no_group": _("Ce groupe n’est pas dans votre réseau, ou votre association n’y est pas."),
    "network.no_group_name": _("Donnez un nom au groupe."),
    "network.group_ended": _("Ce groupe a pris fin."),
    "network.not_your_group": _("Seule l’association qui a commencé le groupe y met fin."),
    "network.group_begun": _("%(by)s ouvre un groupe de travail : %(name)s."),
    "network.no_meeting": _("Cette réunion n’est pas une des vôtres."),
    "network.no_meeting_title": _("Donnez un titre à la réunion."),
    "network.meeting_moved": _("Cette réunion a changé entretemps. Rechargez la page pour voir où elle en est."),
    "network.minutes_changed": _(
        "Quelqu’un a écrit ce compte rendu pendant que vous écriviez. Les deux textes sont ci-dessous : rien n’est perdu."
    ),
    "network.meeting_called": _("Une réunion est prévue : %(title)s."),
    "network.no_action": _("Cette action n’est pas une des vôtres."),
    "network.no_action_text": _("Dites ce qui est à faire."),
    "network.action_moved": _("Cette action a changé entretemps. Rechargez la page."),
    "network.action_for_you": _("Une action vous revient : %(text)s."),
    "network.no_calendar": _("Cette adresse de calendrier ne sert plus."),
    "network.no_feed": _("Ce calendrier n’est pas un des vôtres."),
    "network.no_feed_name": _("Donnez un nom à ce calendrier."),
    "network.not_a_calendar": _("Ce fichier n’est pas un calendrier (.ics). Rien n’a été gardé."),
    "network.feed_address": _("L’adresse doit commencer par https:// et mener à un fichier .ics."),
    "network.feed_private": _("Cette adresse mène à une machine privée : Vigie n’y va pas."),
    "network.feed_unreachable": _("Personne ne répond à cette adresse. Ce qui avait été lu reste."),
    "network.feed_answer": _("L’adresse ne donne pas de calendrier. Ce qui avait été lu reste."),
    "network.feed_large": _("Ce calendrier est trop grand : un million de signes et mille évènements au plus."),
    "network.feed_slow": _("L’adresse met trop longtemps à répondre. Ce qui avait été lu reste."),
    "network.no_tool": _("Cet outil n’est pas dans votre réseau."),
    "network.no_tool_text": _("Donnez un nom et un texte à l’outil."),
    "network.no_changes": _(
        "Dites en une phrase ce qui change : les autres associations doivent le savoir avant de signer."
    ),
    "network.not_your_tool": _("Seule l’association qui a apporté l’outil en propose une nouvelle version."),
    "network.tool_moved": _("Une version plus récente vient d’être proposée. Lisez-la avant de signer."),
    "network.no_communique": _("Ce communiqué n’est pas dans votre réseau, ou il n’est pas publié."),
    "network.no_communique_text": _("Il faut un titre et un texte en français."),
    "network.communique_moved": _(
        "Ce communiqué a changé d’étape entretemps. Rechargez la page pour voir où il en est."
    ),
    "network.communique_changed": _(
        "Le texte a changé depuis que vous l’avez ouvert. Rien de ce que vous avez écrit n’est perdu : comparez, puis recommencez."
    ),
    "network.communique_closed": _("Les signatures sont closes. Écrivez à l’association qui porte le texte."),
    "network.communique_out": _(
        "Ce communiqué est publié : une signature ne s’en retire plus. Publiez plutôt une mise au point."
    ),
    "network.closes_in_the_past": _("Choisissez un jour à venir."),
    "network.nobody_signed": _("Personne n’a encore signé : signez d’abord pour votre association."),
    "network.not_your_communique": _("Seule l’association qui porte ce texte le change et le publie."),
    "network.communique_commented": _("%(name)s a une remarque sur « %(title)s »."),
    "network.communique_to_sign": _("%(name)s vous demande de signer « %(title)s »."),
    "network.communique_signed": _("%(name)s a signé « %(title)s »."),
    "network.communique_draft": _(
        "« %(title)s » est réécrit : votre signature est tombée, relisez avant de signer de nouveau."
    ),
    "network.communique_abandoned": _("« %(title)s » est abandonné : il ne sera pas publié."),
    "network.no_campaign": _("Cette campagne n’est pas dans votre réseau, ou elle n’est pas publique."),
    "network.no_campaign_text": _("Il faut un nom et une demande."),
    "network.not_your_campaign": _("Seule l’association qui a commencé la campagne la change."),
    "network.no_action_title": _("Il manque le titre."),
    "network.no_such_kind": _("Ce type d’action n’est pas dans la liste."),
    "network.bad_date": _("La date ne se lit pas."),
    "network.bad_line": _("Ligne %(line)s : %(why)s (%(value)s)"),
    "network.file_not_read": _(
        "Ce fichier ne se lit pas : il faut un tableau CSV ou une liste YAML, en UTF-8. Rien n’a été importé."
    ),
    "network.file_too_large": _(
        "Ce fichier est trop grand : deux mille lignes et un mégaoctet au plus. Rien n’a été importé."
    ),
    "network.no_batch": _("Il ne reste rien de cet import."),
    "network.departure_asked": _("Un départ est déjà demandé pour votre association."),
    "network.no_departure": _("Aucun départ n’est demandé. Demandez-le d’abord."),
    "network.no_package_yet": _("Faites d’abord le paquet, et ouvrez-le : après, plus rien ne part tout seul."),
    "network.departure_wanted": _(
        "%(name)s demande que votre association parte avec ses données. Rien n’est encore changé."
    ),
    "network.departure_done": _("%(name)s a confirmé le départ : accords finis, réseaux quittés, téléphones retirés."),
    "network.no_succession": _("Cette passation n’existe pas, ou elle est entre deux autres personnes."),
    "network.succession_oneself": _("Choisissez quelqu’un d’autre que vous."),
    "network.succession_begun": _("Vous avez déjà une passation en cours : finissez-la, ou renoncez-y."),
    "network.succession_theirs": _("Seule la personne qui part écrit et signe cette liste."),
    "network.succession_not_yours": _("Seule la personne qui arrive signe ce qu’elle prend."),
    "network.succession_moved": _("Cette passation a changé d’étape entre-temps. Rouvrez la page."),
    "network.succession_gone": _(
        "L’une des deux personnes n’a plus de rôle ici : rien ne peut plus passer par cette page."
    ),
    "network.succession_changed": _(
        "La liste n’est plus celle qui est signée : quelque chose est arrivé depuis, ou ne peut plus être pris. Rendez-la pour qu’elle soit complétée ; rien n’a bougé."
    ),
    "network.succession_unsaid": _(
        "Lignes sans réponse : %(number)s. Dites de chacune si elle est remise ou laissée. Ce que vous avez dit est gardé."
    ),
    "network.succession_unreasoned": _(
        "Lignes laissées sans dire pourquoi : %(number)s. Quelques mots suffisent. Ce que vous avez dit est gardé."
    ),
    "network.succession_impossible": _(
        "Lignes que cette personne ne peut pas prendre : %(number)s. La raison est écrite sous chacune. Ce que vous avez dit est gardé."
    ),
    "network.succession_why": _("Dites ce qui manque ou ce qui ne va pas."),
    "network.succession_long": _("Ce texte est trop long : %(most)s signes au plus."),
    "network.succession_offered": _("%(name)s vous remet ce qu’elle ou il tenait : relisez et signez."),
    "network.succession_done": _("%(name)s a signé : ce que vous remettiez est à son nom."),
    "network.succession_sent_back": _("%(name)s vous rend la liste de passation, avec un mot."),
    "network.listing_meets": _("Une annonce de %(name)s peut vous convenir : %(title)s."),
}
