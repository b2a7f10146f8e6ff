"""Short words of the pages of bodies, referrals and deadlines."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..queries.deadlines import DeadlineCard
from ..rules.deadlines import Counting, Urgency
from ..rules.probes import Hindrance
from ..rules.requirements import Status
from ..rules.states import ReferralState

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Sign:
    """A state in a word, with its colour and its icon."""

    label: Text
    kind: str = ""
    icon: str = ""


LEVELS: dict[str, Text] = {
    "national": _("En France"),
    "european": _("En Europe"),
    "international": _("Aux Nations unies"),
    "uk": _("Au Royaume-Uni"),
}
SECTIONS: dict[str, Text] = {
    "who": _("Qui peut saisir"),
    "competence": _("De quoi elle s’occupe"),
    "admissibility": _("Ce qu’il faut pour être reçu"),
    "channel": _("Par quelle voie"),
    "language": _("Dans quelle langue"),
    "needs": _("Ce que l’envoi doit contenir"),
    "annexes": _("Ce qu’on y joint"),
    "effects": _("Ce que cela peut donner"),
    "next": _("Et ensuite"),
    "legal": _("Les textes"),
    "precedents": _("Déjà fait"),
    "cost": _("Coût"),
    "lawyer": _("Avocat·e"),
    "typical_time": _("Durée habituelle"),
    "note": _("À savoir"),
}
CONFIDENCES: dict[str, Text] = {
    "read": _("page lue en 2026"),
    "old": _("texte lu dans une copie ancienne"),
    "memory": _("écrit de mémoire"),
}
STATES: dict[str, Sign] = {
    ReferralState.DRAFT.value: Sign(_("en préparation"), "current", "edit"),
    ReferralState.FILED.value: Sign(_("déposée"), "done", "send"),
    ReferralState.ANSWERED.value: Sign(_("réponse reçue"), "done", "envelope"),
    ReferralState.CLOSED.value: Sign(_("close"), "", "archive"),
    ReferralState.ABANDONED.value: Sign(_("abandonnée"), "", "cross"),
}
STATUSES: dict[Status, Sign] = {
    Status.GREEN: Sign(_("c’est là"), "done", "check"),
    Status.RED: Sign(_("bloque le dépôt"), "signal", "warning"),
    Status.AMBER: Sign(_("conseillé"), "", "info"),
    Status.ASIDE: Sign(_("sans objet"), "", "minus"),
}
NO_LONGER = Sign(_("n’est plus là"), "", "info")
HINDRANCES: dict[Hindrance, Text] = {
    Hindrance.WITHDRAWN: _("a retiré son accord : son récit ne part pas, retirez-le de la saisine"),
    Hindrance.MINOR: _("dit être mineur·e : la référente ou le référent n’a pas encore validé"),
    Hindrance.CONSENT: _("pas d’accord en cours pour cette instance"),
    Hindrance.MANDATE: _("nommé·e sans mandat en cours"),
    Hindrance.HIDDEN: _("ce récit n’est plus là : retirez-le de la saisine"),
}
URGENCIES: dict[Urgency, Sign] = {
    Urgency.UNKNOWN: Sign(_("départ inconnu"), "signal", "warning"),
    Urgency.LATE: Sign(_("dépassée"), "signal", "warning"),
    Urgency.NEAR: Sign(_("toute proche"), "signal", "clock"),
    Urgency.LATER: Sign(_("à venir"), "", "calendar"),
    Urgency.DONE: Sign(_("tenue"), "done", "check"),
}
RULES: dict[str, Text] = {
    "ce_appel": _("Appel devant le Conseil d’État : 15 jours"),
    "ta_suspension": _("Recours en annulation qui porte le référé : 2 mois"),
    "ta_fond": _("Recours devant le tribunal administratif : 2 mois"),
    "prefet_recours": _("Recours gracieux qui conserve le délai : 2 mois"),
    "cada": _("Saisine de la CADA : 2 mois"),
    "contravention": _("Prescription d’une contravention : 1 an"),
    "delit": _("Prescription d’un délit : 6 ans"),
    "crime": _("Prescription d’un crime : 20 ans"),
    "plainte_cpc": _("Plainte avec constitution de partie civile : possible après 3 mois"),
    "cnil": _("Plainte à la CNIL : possible après 1 mois"),
    "ecthr": _("Cour européenne : 4 mois (6 mois avant le 1er février 2022)"),
    "frontex_fro": _("Plainte à Frontex : 1 an"),
    "eu_ombudsman": _("Médiateur européen : 2 ans"),
    "un_crc": _("Comité des droits de l’enfant : 1 an"),
    "un_ccpr": _("Comité des droits de l’homme : 5 ans"),
    "uk_home_office": _("Plainte au Home Office : 3 mois"),
    "uk_iec": _("Independent Examiner of Complaints : 3 mois"),
    "uk_iopc": _("IOPC : 12 mois"),
}
EVENTS: dict[str, Text] = {
    "order_notified": _("l’ordonnance a été notifiée"),
    "decision_known": _("la décision a été publiée ou notifiée"),
    "refusal": _("le refus (exprès, ou un mois de silence)"),
    "facts": _("les faits ont eu lieu"),
    "facts_known": _("les faits ont été connus"),
    "complaint": _("la plainte simple a été déposée"),
    "request": _("la demande a été faite"),
    "final_decision": _("la décision interne définitive a été rendue"),
    "final_answer": _("la réponse finale a été reçue"),
}
COUNTINGS: dict[Counting, Text] = {
    Counting.FRANC: _(
        "Délai franc : ni le jour de départ ni le dernier jour ne comptent ; un samedi, un dimanche ou un jour férié reporte au jour ouvrable suivant."
    ),
    Counting.CIVIL: _(
        "Le délai finit le dernier jour à minuit ; un samedi, un dimanche ou un jour férié reporte au jour ouvrable suivant."
    ),
    Counting.CALENDAR: _("De date à date, sans report : un dimanche ou un jour férié ne donne pas un jour de plus."),
}
OUTCOMES: dict[str, Text] = {
    "acknowledged": _("Accusé de réception"),
    "asked_more": _("Demande de précisions"),
    "granted": _("Donne raison"),
    "partly": _("Donne raison en partie"),
    "rejected": _("Rejette"),
    "inadmissible": _("Irrecevable"),
    "no_answer": _("Silence"),
    "other": _("Autre réponse"),
}
WHERE: dict[str, Text] = {
    "strategy": _("S’écrit dans la stratégie du dossier."),
    "kit": _("Se dépose dans la trousse contentieuse de l’association du dossier."),
    "filed": _("Il faut d’abord cette autre saisine, déposée, dans le même dossier."),
    "consents": _("Choisissez les personnes, puis demandez leur accord pour cette instance."),
    "mandates": _("Un mandat se signe dans le dossier, par l’association qui a recueilli le récit."),
    "minors": _("La référente ou le référent protection de l’enfance valide dans les faits."),
    "people": _("Choisissez les personnes de cette saisine."),
    "chronology": _("Versez des faits au dossier : la chronologie s’écrit seule."),
    "exhibits": _("Choisissez les pièces produites ; chacune se caviarde et se relit à deux."),
    "deadline": _("Dites de quel jour part le délai."),
    "five_years": _("L’année de création se note sur la fiche de l’association ; elle doit être connue."),
    "order": _("Joignez au dossier l’arrêté ou l’ordonnance."),
    "attestations": _("Une attestation est prête quand l’original signé est au coffre."),
    "asked": _("Écrivez ci-dessous ce qui est demandé."),
    "risk_told": _("Dites aux personnes ce que l’instance fait de leur identité, puis confirmez."),
    "other_side": _("Lisez ce que l’autre partie lira, puis confirmez."),
    "review": _("Un·e juriste ou un·e avocat·e du dossier relit tout, puis confirme."),
    "answer": _("Écrivez la réponse ici, sans le nom de personne."),
}
ROWS: dict[str, Text] = {
    "answer": _("ce que vous avez écrit"),
    "consent": _("accord de %(label)s"),
    "mandate": _("mandat pour %(label)s"),
    "person": _("récit de %(label)s"),
    "exhibit": _("pièce n° %(label)s"),
    "fact": _("%(label)s"),
    "kit": _("%(label)s"),
    "order": _("%(label)s"),
    "deadline": _("date connue"),
    "attestation": _("attestation de %(label)s"),
    "organisation": _("association créée en %(label)s"),
    "referral": _("saisine déposée %(label)s"),
    "strategy": _("la stratégie du dossier"),
}
MARKS: dict[str, Text] = {
    "risk_told": _("confirmé"),
    "other_side": _("confirmé"),
    "review": _("relu"),
    "asked": _("ce qui est demandé"),
}


def row_words(kind: str, label: str) -> str:
    """Return the words that name the row of a line."""
    family, _dot, word = kind.partition(".")
    if family == "referral" and word:
        return str(MARKS[word])
    return str(ROWS[family]) % {"label": label}


def where_words(probe: str) -> Text:
    """Return what to do to turn a line green."""
    return WHERE[probe.partition(":")[0]]


_PAGES = {
    "strategy": "cases:strategy",
    "mandates": "cases:mandates",
    "minors": "facts:minors",
    "chronology": "cases:dossier_facts",
    "attestations": "cases:attestations",
    "filed": "cases:referrals",
    "exhibits": "cases:exhibits",
}
_HERE = {
    "consents": "#people",
    "people": "#people",
    "deadline": "#deadlines",
    "asked": "#line-asked",
}


def deadline_words(card: DeadlineCard) -> str:
    """Return what a deadline is, in one line."""
    words = card.label or (str(RULES[card.rule.code]) if card.rule else "")
    return f"{words} · {card.body}" if card.body else words


def where_address(probe: str, slug: str, *, own: bool, some_exhibit: bool) -> str:
    """Return where a line is satisfied. ``own``: for the dossier's association; ``some_exhibit``: the dossier has one."""
    family = probe.partition(":")[0]
    if family in _HERE or (family == "exhibits" and some_exhibit):
        return _HERE.get(family, "#exhibits")
    if family == "kit":
        return reverse("cases:kit") if own else ""
    if family == "five_years":
        return reverse("network:change_organisation") if own else ""
    if family == "order":
        return f"{reverse('cases:referrals', args=[slug])}#orders"
    if family == "minors":
        return reverse(_PAGES[family])
    return reverse(_PAGES[family], args=[slug]) if family in _PAGES else ""


DEEDS: dict[str, Text] = {
    "cases.referral_opened": _("a ouvert la saisine"),
    "cases.referral_people": _("a choisi les personnes"),
    "cases.referral_exhibits": _("a choisi les pièces"),
    "cases.line_written": _("a écrit une ligne"),
    "cases.referral_asked": _("a écrit ce qui est demandé"),
    "cases.referral_confirmed": _("a confirmé ou repris une confirmation"),
    "cases.referral_abandoned": _("a abandonné la saisine"),
    "cases.referral_taken_up": _("a repris la saisine"),
    "cases.referral_filed": _("a noté le dépôt"),
    "cases.filing_corrected": _("a corrigé ce qui était noté du dépôt"),
    "cases.outcome_recorded": _("a noté une réponse"),
    "cases.follow_up_told": _("a rappelé de relancer"),
}
