"""Words for the codes of the life of a mission."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .rules.life.care import AbsenceKind, PaperKind
from .rules.life.passing import Handed, Licence, Skill
from .rules.life.safety import Face
from .rules.life.schedule import LineKind
from .rules.life.states import DocumentState, EveningState, LineState, NeedState, PostState, ReportState
from .rules.outputs import OutputKind

Text = str | Promise

REPORT_STATES: Mapping[str, Text] = {
    ReportState.EXPECTED: pgettext_lazy("rapport", "attendu"),
    ReportState.DRAFT: _("commencé"),
    ReportState.SENT: pgettext_lazy("rapport", "envoyé, à lire"),
    ReportState.COMMENTED: _("lu, avec des remarques"),
    ReportState.REFUSED: _("à reprendre"),
    ReportState.ACCEPTED: pgettext_lazy("rapport", "accepté"),
}
OUTPUT_KINDS: Mapping[str, Text] = {
    OutputKind.MISSION: _("Missions"),
    OutputKind.REPORT: _("Rapports"),
    OutputKind.POST: _("Billets"),
    OutputKind.DOCUMENT: _("Documents"),
    OutputKind.EXPERIENCE: _("Fiches d’expérience"),
    OutputKind.EVENING: _("Soirées"),
    OutputKind.TRAINING: _("Formations"),
    OutputKind.COMMUNIQUE: _("Communiqués"),
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
SKILLS: Mapping[str, Text] = {
    Skill.LISTENING: _("Écouter, recueillir une parole"),
    Skill.LAW: _("Le droit"),
    Skill.WRITING: _("Écrire"),
    Skill.MEDIA: _("Photo, vidéo, web"),
    Skill.LANGUAGES: _("Les langues"),
    Skill.NETWORK: _("Travailler avec des associations"),
    Skill.ORGANISING: _("Organiser"),
    Skill.CARE: _("Prendre soin de soi et des autres"),
    Skill.OTHER: _("Autre chose"),
}
LEVELS_OF_SKILL = (
    _("rien encore"),
    _("un peu"),
    _("avec de l’aide"),
    _("seul·e"),
    _("je peux le transmettre"),
)
HANDED: Mapping[str, Text] = {
    Handed.TOOLS: _("Outils"),
    Handed.CONTACTS: _("Contacts"),
    Handed.DOSSIERS: _("Dossiers ouverts"),
    Handed.DEVICES: _("Appareils"),
    Handed.KEYS: _("Clés"),
    Handed.OTHER: _("Autre"),
}
LICENCES: Mapping[str, Text] = {
    Licence.CC_BY: _("CC BY : à reprendre en nous citant"),
    Licence.CC_BY_SA: _("CC BY-SA : en nous citant, sous la même licence"),
    Licence.CC_BY_NC_SA: _("CC BY-NC-SA : en nous citant, sans vendre, sous la même licence"),
    Licence.RESERVED: _("Tous droits réservés"),
}
