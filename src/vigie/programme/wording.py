"""Words for the codes of the programme."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import FuzzyDate
from vigie.ui.api import say_date, say_day, say_number

from .rules.calls import Lack, Openness
from .rules.eligibility import Note, Said
from .rules.kinds import (
    Advice,
    AgeBand,
    CriterionKind,
    FileKind,
    Level,
    MilestoneKind,
    Part,
    PhaseKind,
    ReplyKind,
    Unit,
)
from .rules.phases import Alert, LengthRule
from .rules.spam import Held
from .rules.states import ApplicationState, CallState, MissionState

Text = str | Promise
NBSP = "\u00a0"

PHASES: Mapping[str, Text] = {
    PhaseKind.PREPARATION: _("Préparation collective au départ"),
    PhaseKind.FIELD: _("Le terrain"),
    PhaseKind.MIDWAY: _("Capitalisation à mi-parcours"),
    PhaseKind.CAPITALISATION: _("Capitalisation collective au retour"),
}
PARTS: Mapping[str, Text] = {
    Part.OPERATOR: _("porte le programme"),
    Part.SENDING: _("organisation d’envoi"),
    Part.HOST: _("organisation d’accueil"),
    "": _("volontaire"),
}
CALL_STATES: Mapping[str, Text] = {
    CallState.DRAFT: _("brouillon"),
    CallState.PUBLISHED: pgettext_lazy("appel", "publié"),
    CallState.CLOSED: pgettext_lazy("appel", "fermé"),
    CallState.ARCHIVED: pgettext_lazy("appel", "archivé"),
}
MISSION_STATES: Mapping[str, Text] = {
    MissionState.PLANNED: _("en préparation"),
    MissionState.RUNNING: _("en cours"),
    MissionState.PAUSED: _("en pause"),
    MissionState.ENDED: pgettext_lazy("mission", "finie"),
    MissionState.CANCELLED: pgettext_lazy("mission", "annulée"),
}
APPLICATION_STATES: Mapping[str, Text] = {
    ApplicationState.DRAFT: _("pas encore envoyée"),
    ApplicationState.RECEIVED: pgettext_lazy("candidature", "reçue"),
    ApplicationState.COMPLETE: pgettext_lazy("candidature", "complète"),
    ApplicationState.INTERVIEW: _("entretien proposé"),
    ApplicationState.SELECTED: pgettext_lazy("candidature", "retenue"),
    ApplicationState.WAITING: _("sur liste d’attente"),
    ApplicationState.REFUSED: _("pas retenue"),
    ApplicationState.WITHDRAWN: pgettext_lazy("candidature", "retirée"),
}
STATE_SENTENCES: Mapping[str, Text] = {
    ApplicationState.DRAFT: _("Votre candidature n’est pas encore envoyée : personne d’autre que vous ne la lit."),
    ApplicationState.RECEIVED: _(
        "Votre candidature est bien arrivée. Il manque encore quelque chose pour qu’elle soit lue : voyez ci-dessous."
    ),
    ApplicationState.COMPLETE: _(
        "Votre candidature est bien arrivée et elle est complète. Deux personnes de deux organisations la lisent."
    ),
    ApplicationState.INTERVIEW: _("Le jury aimerait vous rencontrer. Choisissez un horaire ci-dessous."),
    ApplicationState.SELECTED: _("Votre candidature est retenue. L’équipe vous écrit pour la suite."),
    ApplicationState.WAITING: _("Vous êtes sur la liste d’attente : si une place se libère, l’équipe vous appelle."),
    ApplicationState.REFUSED: _(
        "Votre candidature n’est pas retenue cette fois. Vous pouvez demander pourquoi à l’adresse de l’appel."
    ),
    ApplicationState.WITHDRAWN: _("Vous avez retiré votre candidature. Ce que nous gardions de vous est effacé."),
}
CRITERIA: Mapping[str, Text] = {CriterionKind.REQUIRED: _("Ce qu’il faut"), CriterionKind.ASSET: _("Ce qui aide")}
FILES: Mapping[str, Text] = {
    FileKind.CV: _("CV"),
    FileKind.LETTER: _("Lettre de motivation"),
    FileKind.OTHER: _("Autre fichier"),
}
AGES: Mapping[str, Text] = {AgeBand.UNDER_26: _("moins de 26 ans"), AgeBand.OVER_26: _("26 ans ou plus")}
LEVELS: Mapping[str, Text] = {
    Level.NONE: _("pas du tout"),
    Level.BASIC: _("quelques mots"),
    Level.WORKING: _("je me débrouille bien"),
    Level.FLUENT: _("couramment"),
    Level.NATIVE: _("langue maternelle"),
}
ADVICES: Mapping[str, Text] = {
    Advice.YES: _("la retenir"),
    Advice.MAYBE: _("en parler"),
    Advice.NO: _("ne pas la retenir"),
}
OUTCOMES: Mapping[str, Text] = {
    ApplicationState.SELECTED: _("Retenir"),
    ApplicationState.WAITING: _("Mettre en attente"),
    ApplicationState.REFUSED: _("Ne pas retenir"),
}
REPLIES: Mapping[str, Text] = {
    ReplyKind.RECEIVED: _("Bien reçue"),
    ReplyKind.INCOMPLETE: _("Il manque quelque chose"),
    ReplyKind.INTERVIEW: _("Entretien"),
    ReplyKind.SELECTED: _("Retenue"),
    ReplyKind.WAITING: _("Liste d’attente"),
    ReplyKind.REFUSED: _("Pas retenue"),
}
HELD: Mapping[str, Text] = {
    Held.TRAP: _("un champ invisible a été rempli"),
    Held.FAST: _("le formulaire a été envoyé en quelques secondes"),
    Held.MANY: _("beaucoup d’envois du même endroit ce jour-là"),
}
LACKS: Mapping[str, Text] = {
    Lack.TITLE: _("un titre"),
    Lack.DEADLINE: _("une date limite"),
    Lack.MISSION: _("au moins une mission"),
    Lack.SENDING: _("une organisation d’envoi"),
    Lack.HOST: _("une organisation d’accueil"),
    Lack.JURY: _("un jury : deux personnes de deux organisations au moins"),
}
PARTS_MISSING: Mapping[str, Text] = {
    "name": _("votre prénom et votre nom"),
    "mission": _("la mission choisie"),
    "cv": _("votre CV"),
    "letter": _("votre lettre de motivation"),
}
SHEET: Mapping[str, Text] = {
    "context": _("Contexte"),
    "objective": _("Objectif"),
    "tasks": _("Tâches"),
    "organisation": _("Organisation du travail"),
    "support": _("Accompagnement et tutorat"),
    "means": _("Moyens : logement, véhicule, matériel"),
    "calendar": _("Calendrier"),
    "outputs": _("Ce que la mission produira"),
}
MILESTONES: Mapping[str, Text] = {
    MilestoneKind.REPORT: _("Rapport"),
    MilestoneKind.MEETING: _("Réunion de suivi"),
    MilestoneKind.ALLOWANCE: _("Indemnité"),
    MilestoneKind.MIDWAY: _("Mi-parcours"),
    MilestoneKind.RESTITUTION: _("Restitution"),
    MilestoneKind.OTHER: _("Étape"),
}
LANGUAGES: Mapping[str, Text] = {
    "fr": _("français"),
    "en": _("anglais"),
    "ar": _("arabe"),
    "fa": _("farsi, dari"),
    "ps": _("pachtou"),
    "ti": _("tigrinya"),
    "am": _("amharique"),
    "ku": _("kurde"),
    "other": _("une autre langue de l’exil"),
}
NOTES: Mapping[Note, Text] = {
    Note.CIVIC_OPEN: _("Le service civique vous est ouvert."),
    Note.CIVIC_AGE: _(
        "Le service civique est réservé aux moins de 26 ans le jour du départ. Votre candidature est reçue et lue quand même : l’équipe vous dira si un autre statut est possible."
    ),
    Note.CIVIC_TWICE: _(
        "Un service civique ne se fait qu’une fois, et vous en avez déjà fait un. Votre candidature est reçue et lue quand même : l’équipe vous dira si un autre statut est possible."
    ),
    Note.CIVIC_UNSAID: _(
        "Vous n’avez pas encore dit votre âge au départ ou si vous avez déjà fait un service civique : le statut en dépend."
    ),
    Note.NO_LICENCE: _(
        "Cette mission demande le permis B, à cause de très nombreux trajets. Votre candidature est reçue et lue quand même : dites dans votre lettre comment vous feriez."
    ),
    Note.NO_CAR: _(
        "Cette mission demande un véhicule. Votre candidature est reçue et lue quand même : dites dans votre lettre comment vous feriez."
    ),
    Note.DRIVES: _("Permis et véhicule : c’est ce que demande la mission."),
    Note.LANGUAGE_SHORT: _("La mission demande un bon niveau dans cette langue : %(language)s."),
    Note.LANGUAGE_ASSET: _("Vous parlez %(language)s : cela compte pour cette mission."),
}


SHORT: Mapping[Note, Text] = {
    Note.CIVIC_OPEN: _("service civique possible"),
    Note.CIVIC_AGE: _("26 ans ou plus"),
    Note.CIVIC_TWICE: _("a déjà fait un service civique"),
    Note.CIVIC_UNSAID: _("âge ou service civique non dits"),
    Note.NO_LICENCE: _("pas de permis B"),
    Note.NO_CAR: _("pas de véhicule"),
    Note.DRIVES: _("permis et véhicule"),
    Note.LANGUAGE_SHORT: _("niveau à vérifier : %(language)s"),
    Note.LANGUAGE_ASSET: _("parle aussi : %(language)s"),
}
"""The same for the jury, in a few words."""


def say_short_note(said: Said) -> str:
    """Say to the jury what an answer means, in a few words."""
    return str(SHORT[said.note]) % {"language": LANGUAGES.get(said.language, said.language)}


def say_note(said: Said) -> str:
    """Say what an answer means for this call."""
    return str(NOTES[said.note]) % {"language": LANGUAGES.get(said.language, said.language)}


def say_rule(rule: LengthRule) -> str:
    """Say how long the programme wants a phase: "3 à 4 semaines", "5 mois à 1 an"."""
    if rule.least == rule.most:
        return _length(rule.most, rule.unit)
    if rule.unit is Unit.MONTHS and rule.most == 12:
        return gettext("%(least)s à 1 an") % {"least": _length(rule.least, rule.unit)}
    return gettext("%(least)s à %(most)s") % {"least": rule.least, "most": _length(rule.most, rule.unit)}


def _length(number: int, unit: Unit) -> str:
    if unit is Unit.WEEKS:
        return ngettext("%(n)s semaine", "%(n)s semaines", number) % {"n": number}
    return ngettext("%(n)s mois", "%(n)s mois", number) % {"n": number}


def say_alert(alert: Alert) -> str:
    """Say what is wrong with a phase, and by which rule."""
    values = {
        "phase": PHASES[alert.kind] if alert.kind else "",
        "days": alert.days,
        "rule": say_rule(alert.rule) if alert.rule else "",
    }
    sentences = {
        "short": gettext("%(phase)s : %(days)s jours au plus, le programme prévoit %(rule)s."),
        "long": gettext("%(phase)s : %(days)s jours au moins, le programme prévoit %(rule)s."),
        "missing": gettext("%(phase)s : pas encore de dates. Le programme prévoit %(rule)s."),
        "midway_missing": gettext("%(phase)s : une mission d’un an en prévoit une, elle n’a pas de dates."),
        "overlap": gettext("%(phase)s commence avant la fin de la phase d’avant."),
        "length": gettext("La durée annoncée n’est pas celle des phases : elles font %(days)s jours au plus."),
    }
    return sentences[alert.code] % values


def say_span(start: FuzzyDate, end: FuzzyDate) -> str:
    """Say when a phase is: "du 23 octobre au 16 novembre 2017", "novembre 2017 à avril 2018", "mai 2018"."""
    if start == end:
        return say_date(start)
    first, last = _plain(start), _plain(end)
    if start.start.year == end.start.year:
        first = first.removesuffix(f" {start.start.year}").removesuffix(f"{NBSP}{start.start.year}")
    if start.precision == end.precision == "day":
        return gettext("du %(first)s au %(last)s") % {"first": first, "last": last}
    return gettext("%(first)s à %(last)s") % {"first": first, "last": last}


def _plain(date: FuzzyDate) -> str:
    return say_day(date.start, weekday=False) if date.precision == "day" else say_date(date)


def say_euros(cents: int | None) -> str:
    """Say an amount: "500 €", "500,50 €"; nothing known is "montant inconnu"."""
    if cents is None:
        return gettext("montant inconnu")
    whole, rest = divmod(cents, 100)
    written = number_format(cents / 100, decimal_pos=2, force_grouping=True) if rest else say_number(whole)
    return f"{written}{NBSP}€"


def say_deadline(openness: Openness, deadline: FuzzyDate | None) -> str:
    """Say until when one may apply, in words."""
    if openness is Openness.ARCHIVED:
        return gettext("Appel archivé")
    if openness is Openness.CLOSED:
        return gettext("Candidatures closes")
    if deadline is None:
        return gettext("Date limite non précisée")
    said = say_date(deadline)
    if openness is Openness.LATE:
        return gettext("La date limite était le %(day)s") % {"day": said}
    if deadline.precision == "day":
        return gettext("Candidatures jusqu’au %(day)s") % {"day": said}
    return gettext("Candidatures jusqu’à fin %(month)s") % {"month": said}
