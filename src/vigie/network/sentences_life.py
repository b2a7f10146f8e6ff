"""How the journal reads the life of the network."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES_LIFE: Mapping[str, str | Promise] = {
    "network.contacts_changed": _("a changé les contacts publics de l’association"),
    "network.languages_shown": _("a montré ses langues au réseau"),
    "network.languages_hidden": _("ne montre plus ses langues"),
    "network.speaker_asked": _("a demandé de l’aide pour une langue"),
    "network.listing_posted": _("a posé une annonce"),
    "network.listing_answered": _("a répondu à une annonce"),
    "network.listing_matched": _("a accepté une réponse à une annonce"),
    "network.listing_let_go": _("a rouvert une annonce : la réponse n’a pas abouti"),
    "network.listing_closed": _("a retiré une annonce"),
    "network.listing_reopened": _("a remis une annonce"),
    "network.group_begun": _("a ouvert un groupe de travail"),
    "network.group_joined": _("a rejoint un groupe de travail"),
    "network.group_left": _("a quitté un groupe de travail"),
    "network.group_ended": _("a mis fin à un groupe de travail"),
    "network.meeting_called": _("a prévu une réunion"),
    "network.meeting_changed": _("a changé une réunion"),
    "network.meeting_planned": _("a prévu de nouveau une réunion"),
    "network.meeting_cancelled": _("a annulé une réunion"),
    "network.minutes_written": _("a écrit un compte rendu"),
    "network.action_taken_on": _("a noté une action à faire"),
    "network.action_open": _("a rouvert une action"),
    "network.action_done": _("a fait une action"),
    "network.action_dropped": _("a laissé tomber une action"),
    "network.calendar_shared": _("a fait une adresse privée de son calendrier"),
    "network.calendar_closed": _("a fermé l’adresse privée de son calendrier"),
    "network.feed_brought": _("a apporté un calendrier"),
    "network.feed_followed": _("suit un calendrier d’ailleurs"),
    "network.feed_dropped": _("a retiré un calendrier"),
    "network.tool_proposed": _("a proposé une version d’un outil commun"),
    "network.tool_agreed": _("a signé un outil commun"),
    "network.communique_written": _("a écrit un communiqué"),
    "network.communique_commented": _("a fait une remarque sur un communiqué"),
    "network.communique_collecting": _("a ouvert un communiqué aux signatures"),
    "network.communique_signed": _("a signé un communiqué"),
    "network.communique_unsigned": _("a retiré sa signature d’un communiqué"),
    "network.communique_draft": _("a repris l’écriture d’un communiqué"),
    "network.communique_abandoned": _("a abandonné un communiqué"),
    "network.communique_published": _("a publié un communiqué"),
    "network.campaign_written": _("a écrit une campagne"),
    "network.campaign_signed": _("porte une campagne"),
    "network.campaign_unsigned": _("ne porte plus une campagne"),
    "network.action_noted": _("a noté une action au registre"),
    "network.actions_imported": _("a importé des actions au registre"),
    "network.import_undone": _("a annulé un import du registre"),
    "network.listing_ran_out": _("une annonce est arrivée à son terme"),
}
