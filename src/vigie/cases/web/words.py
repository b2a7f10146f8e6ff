"""Words of the pages of dossiers: kinds, places, what is missing and the next step, what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.journal.api import history
from vigie.network.api import person_names

from ..rules.access import DossierRole
from ..rules.missing import BLOCKING, Lack, Missing
from ..rules.states import DossierKind
from .words_referrals import RULES

Text = str | Promise

KINDS: dict[DossierKind, Text] = {
    DossierKind.TEXT: _("Un texte ou une pratique"),
    DossierKind.INDIVIDUAL: _("Une personne"),
    DossierKind.INTERVENTION: _("Une intervention aux côtés de quelqu’un"),
}
PLACES: dict[DossierRole, Text] = {
    DossierRole.AVOCAT: _("avocat·e"),
    DossierRole.JURISTE: _("juriste"),
    DossierRole.COORDINATION: _("coordination"),
    DossierRole.READER: _("lecture seule"),
}
STATES: dict[str, Text] = {"open": _("en cours"), "closed": _("fermés")}
PAPERS: dict[str, Text] = {
    "statutes": _("Statuts"),
    "receipt": _("Récépissé de déclaration"),
    "decision": _("Décision d’agir en justice"),
    "authority": _("Pouvoir de représenter"),
}
PAPER_HELP: dict[str, Text] = {
    "statutes": _("La version en vigueur, entière et signée."),
    "receipt": _("Celui de la préfecture, ou la parution au Journal officiel."),
    "decision": _("Datée, votée par l’organe que les statuts désignent. Souvent une par dossier."),
    "authority": _("Qui peut signer et mandater un·e avocat·e au nom de l’association."),
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """A lack in words: what, what to do about it, where."""

    missing: Missing
    label: Text
    step: Text
    url: str
    signal: bool


_LACKS: dict[Lack, tuple[Text, Text, str]] = {
    Lack.ALTERED: (_("Pièce altérée sur le disque"), _("Ne la produisez pas, prévenez l’administration"), "exhibit"),
    Lack.DEADLINE_START: (_("Échéance sans point de départ"), _("Trouvez la date qui la fait courir"), "deadlines"),
    Lack.MINOR: (_("Mineur·e : pas encore validé·e"), _("Prévenez la personne référente"), "fact"),
    Lack.WITHDRAWN: (_("La personne a retiré son accord"), _("Retirez ce fait du dossier"), "facts"),
    Lack.CONSENT: (_("Pas d’accord pour montrer à un·e avocat·e"), _("Reparlez-en avec la personne"), "fact"),
    Lack.CERTIFICATE: (_("Blessure sans certificat médical"), _("Ajoutez le certificat aux pièces"), "exhibit"),
    Lack.PHOTO: (_("Affaires prises ou détruites, sans photo"), _("Cherchez une photo, ou dites pourquoi"), "exhibit"),
    Lack.REVIEWER: (_("Pièce à faire relire par une deuxième personne"), _("Demandez une relecture"), "exhibit"),
    Lack.KIT_OUT: (_("Papier de la trousse périmé"), _("Remplacez-le"), "kit"),
    Lack.KIT: (_("Papier absent de la trousse"), _("Ajoutez-le"), "kit"),
    Lack.KIT_SOON: (_("Papier de la trousse bientôt périmé"), _("Préparez le suivant"), "kit"),
    Lack.ONE_REPORT: (_("Un seul récit de cet évènement"), _("Cherchez qui d’autre l’a vu"), "search"),
    Lack.NORMS: (_("Textes retenus à vérifier"), _("Relisez-les à la source"), "strategy"),
}
TO_WORK = frozenset({"search", "strategy"})
SIGNAL = frozenset({Lack.ALTERED, Lack.DEADLINE_START, Lack.MINOR, Lack.WITHDRAWN, Lack.KIT_OUT})


@dataclass(frozen=True, slots=True)
class LackGroup:
    """All the lacks of one kind."""

    label: Text
    signal: bool
    lines: tuple[Lacking, ...]


def grouped(lacks: Iterable[Lacking]) -> tuple[list[LackGroup], list[LackGroup]]:
    """Return lacks by kind, the most pressing first: those that keep a referral from being filed, then the others."""
    kinds: dict[Lack, list[Lacking]] = {}
    for lack in lacks:
        kinds.setdefault(lack.missing.lack, []).append(lack)
    groups = {lack: LackGroup(same[0].label, same[0].signal, tuple(same)) for lack, same in kinds.items()}
    blocking = [group for lack, group in groups.items() if lack in BLOCKING]
    return blocking, [group for lack, group in groups.items() if lack not in BLOCKING]


def say_missing(lines: Iterable[Missing], slug: str, statements: dict[str, str], *, works: bool) -> list[Lacking]:
    """Put lacks into words. ``statements``: the id of the statement behind each fact of the dossier; ``works``: whether who
    asks may work in it, for a page that stays shut to the others is no next step."""
    return [_say(line, slug, statements, works=works) for line in lines]


def _say(line: Missing, slug: str, statements: dict[str, str], *, works: bool) -> Lacking:
    label, step, where = _LACKS[line.lack]
    name = str(PAPERS.get(line.id, line.id)) if line.row.startswith("kit:") and not line.name else line.name
    if line.lack is Lack.DEADLINE_START and name in RULES:
        name = str(RULES[name])
    told = Missing(line.lack, line.row, name)
    where = where if works or where not in TO_WORK else "dossier"
    return Lacking(told, label, step, _address(where, line, slug, statements), line.lack in SIGNAL)


def _address(where: str, line: Missing, slug: str, statements: dict[str, str]) -> str:
    fact = statements.get(line.id, "")
    tries: dict[str, tuple[str, list[str]]] = {
        "fact": ("facts:statement", [fact]),
        "facts": ("cases:dossier_facts", [slug]),
        "dossier": ("cases:dossier", [slug]),
        "search": ("cases:dossier_search", [slug]),
        "kit": ("cases:kit", []),
        "strategy": ("cases:strategy", [slug]),
        "exhibit": ("cases:exhibits", [slug]),
        "deadlines": ("cases:deadlines", [slug]),
    }
    name, args = tries[where]
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("cases:dossier", args=[slug])


def lack_name(lack: Lack) -> str:
    """Say what is missing."""
    return str(_LACKS[lack][0])


MODES: dict[str, Text] = {
    "direct_complet": _("vu en entier"),
    "direct_partiel": _("vu en partie"),
    "apres": _("constaté après"),
    "rapporte": _("rapporté"),
    "officiel": _("communiqué"),
}


def mode_name(mode: str) -> str:
    """Say how a relevé knows; nothing when it does not say."""
    return str(MODES.get(mode, ""))


HAPPENED: dict[str, Text] = {
    "cases.dossier_opened": _("%(who)s a ouvert ce dossier."),
    "cases.dossier_changed": _("%(who)s a changé le titre, l’objet ou le genre du dossier."),
    "cases.dossier_closed": _("%(who)s a fermé le dossier."),
    "cases.dossier_reopened": _("%(who)s a rouvert le dossier."),
    "cases.strategy_changed": _("%(who)s a écrit la stratégie."),
    "cases.access_given": _("%(who)s a nommé quelqu’un."),
    "cases.taken_over": _("%(who)s a confié le dossier à quelqu’un, à la place d’une personne partie."),
    "cases.access_ended": _("%(who)s a retiré quelqu’un, ou est parti·e."),
    "cases.gathered": _("%(who)s a ajouté des faits."),
    "cases.fact_noted": _("%(who)s a annoté un fait."),
    "cases.fact_removed": _("%(who)s a retiré des faits."),
    "cases.fact_put_back": _("%(who)s a remis des faits."),
    "cases.task_added": _("%(who)s a ajouté une tâche."),
    "cases.task_changed": _("%(who)s a changé une tâche."),
    "cases.task_done": _("%(who)s a fait une tâche."),
    "cases.task_undone": _("%(who)s a remis une tâche à faire."),
    "cases.task_dropped": _("%(who)s a retiré une tâche."),
}


def happened(dossier_id: str) -> list[dict[str, object]]:
    """Return what happened to a dossier, in sentences, newest first."""
    entries = [e for e in history(kind="dossier", object_id=dossier_id) if e.verb in HAPPENED]
    who = person_names(e.actor for e in entries)
    someone = _("Quelqu’un")
    return [{"at": e.at, "words": HAPPENED[e.verb] % {"who": who.get(e.actor, someone)}} for e in entries]
