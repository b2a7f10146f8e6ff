"""Words for the codes of the life of a mission."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .rules.life.care import AbsenceKind, PaperKind
from .rules.life.safety import Face
from .rules.life.schedule import LineKind
from .rules.life.states import DocumentState, EveningState, LineState, NeedState, PostState, ReportState

Text = str | Promise

REPORT_STATES: Mapping[str, Text] = {
    ReportState.EXPECTED: pgettext_lazy("rapport", "attendu"),
    ReportState.DRAFT: _("commencé"),
    ReportState.SENT: pgettext_lazy("rapport", "envoyé, à lire"),
    ReportState.COMMENTED: _("lu, avec des remarques"),
    ReportState.REFUSED: _("à reprendre"),
    ReportState.ACCEPTED: pgettext_lazy("rapport", "accepté"),
}
LINE_KINDS: Mapping[str, Text] = {LineKind.INITIAL: _("au départ"), LineKind.MONTHLY: _("chaque mois")}
LINE_STATES: Mapping[str, Text] = {
    LineState.DUE: _("à payer"),
    LineState.SUSPENDED: _("suspendue pendant la pause"),
    LineState.PAID: pgettext_lazy("indemnité", "payée"),
    LineState.DROPPED: pgettext_lazy("indemnité", "abandonnée"),
}
NEED_STATES: Mapping[str, Text] = {
    NeedState.TOLD: pgettext_lazy("besoin", "dit"),
    NeedState.FOLLOWED: pgettext_lazy("besoin", "suivi"),
    NeedState.ANSWERED: _("une réponse est donnée"),
    NeedState.LEFT: _("laissé"),
}
NEED_MOVES_WORDS: Mapping[str, Text] = {
    NeedState.FOLLOWED: _("Le suivre"),
    NeedState.ANSWERED: _("Une réponse est donnée"),
    NeedState.LEFT: _("Le laisser"),
}
POST_STATES: Mapping[str, Text] = {
    PostState.DRAFT: _("brouillon"),
    PostState.REVIEW: _("à relire"),
    PostState.PUBLISHED: pgettext_lazy("article", "publié"),
    PostState.TAKEN_DOWN: pgettext_lazy("article", "retiré"),
}
DOCUMENT_STATES: Mapping[str, Text] = {
    DocumentState.DRAFT: _("en travail"),
    DocumentState.FINAL: _("achevé"),
    DocumentState.PUBLISHED: pgettext_lazy("document", "publié"),
}
EVENING_STATES: Mapping[str, Text] = {
    EveningState.DRAFT: _("en préparation"),
    EveningState.OPEN: _("annoncée"),
    EveningState.HELD: pgettext_lazy("soirée", "passée"),
    EveningState.CANCELLED: pgettext_lazy("soirée", "annulée"),
}
PAPERS: Mapping[str, Text] = {
    PaperKind.CONTRACT: _("Contrat"),
    PaperKind.INSURANCE: _("Assurance"),
    PaperKind.AGREEMENT: _("Convention"),
    PaperKind.OTHER: _("Autre papier"),
}
ABSENCES: Mapping[str, Text] = {
    AbsenceKind.LEAVE: _("Congé"),
    AbsenceKind.SICK: _("Malade"),
    AbsenceKind.OTHER: _("Autre absence"),
}
FACES: Mapping[str, Text] = {
    Face.NONE: _("Aucun visage"),
    Face.HIDDEN: _("Des visages, masqués sur l’image"),
    Face.SEEN: _("Des visages qu’on reconnaît"),
}
FOUND: Mapping[str, Text] = {
    "email": _("adresse électronique : à enlever"),
    "link": _("lien vers une personne ou un compte : à enlever"),
    "coordinates": _("point sur une carte : à enlever"),
    "phone": _("numéro : à enlever"),
    "plate": _("plaque : à enlever"),
    "site": _("lieu de vie : à enlever"),
    "day": _("un jour précis"),
    "hour": _("une heure précise"),
    "age": _("un âge"),
    "origin": _("une nationalité avec une commune : peu de personnes"),
    "name": _("peut-être un nom"),
}
