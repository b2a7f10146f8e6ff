"""How the mentions, the papers and the worth of an attestation are said; the lines of a memory aid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.facts.api import StatementDetail, unit_name
from vigie.ui.api import say_count, say_date, say_time

from ..queries.attestations import Witnessed
from ..rules.attestations import Identity, Paper, Worth

Text = str | Promise

MENTIONS: Mapping[str, Text] = {
    "seen": gettext_lazy("Les faits, vus ou constatés par la personne elle-même"),
    "names": gettext_lazy("Nom et prénoms"),
    "birth": gettext_lazy("Date et lieu de naissance"),
    "home": gettext_lazy("Demeure (une domiciliation est admise)"),
    "occupation": gettext_lazy("Profession, ou « sans »"),
    "links": gettext_lazy(
        "Parenté, alliance, subordination, collaboration, intérêts communs avec les parties, ou leur absence"
    ),
    "court": gettext_lazy("Établie en vue de sa production en justice"),
    "penalty": gettext_lazy("Sait qu’une fausse attestation est punie"),
    "hand": gettext_lazy("Écrite en entier de sa main"),
    "dated": gettext_lazy("Datée"),
    "signed": gettext_lazy("Signée de sa main"),
}

PAPERS: Mapping[Paper, Text] = {
    Paper.IDENTITY: gettext_lazy("Copie de la pièce d’identité, avec sa signature"),
    Paper.ORIGINAL: gettext_lazy("Attestation signée, numérisée"),
    Paper.TRANSLATION: gettext_lazy("Traduction en français"),
    Paper.INTERPRETER: gettext_lazy("Attestation de l’interprète"),
    Paper.AID: gettext_lazy("Aide-mémoire"),
}

MISSING: Mapping[str, Text] = {
    **MENTIONS,
    "paper_original": PAPERS[Paper.ORIGINAL],
    "paper_identity": PAPERS[Paper.IDENTITY],
    "paper_translation": PAPERS[Paper.TRANSLATION],
    "paper_interpreter": PAPERS[Paper.INTERPRETER],
}

IDENTITIES: Mapping[Identity, Text] = {
    Identity.UNKNOWN: gettext_lazy("on ne sait pas encore"),
    Identity.YES: gettext_lazy("oui, avec sa signature"),
    Identity.NO: gettext_lazy("non : ce sera un simple témoignage"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a paper is worth, in a word and in a sentence."""

    label: Text
    kind: str
    icon: str
    means: Text


WORTHS: Mapping[Worth, Said] = {
    Worth.ATTESTATION: Said(
        gettext_lazy("attestation complète"),
        "done",
        "check",
        gettext_lazy("Toutes les mentions et tous les papiers sont là."),
    ),
    Worth.INCOMPLETE: Said(
        gettext_lazy("à compléter"),
        "current",
        "clock",
        gettext_lazy("Un·e juge peut l’admettre incomplète. Complète, elle ne se discute pas."),
    ),
    Worth.TESTIMONY: Said(
        gettext_lazy("simple témoignage"),
        "signal",
        "info",
        gettext_lazy(
            "Sans pièce d’identité : simple témoignage. Il se produit quand même, et la juridiction en apprécie la valeur."
        ),
    ),
    Worth.MINOR: Said(
        gettext_lazy("mineur·e : pas d’attestation"),
        "signal",
        "warning",
        gettext_lazy(
            "Une personne mineure est entendue sans serment (CPC 205) : ce qu’elle écrit est un simple renseignement. "
            "Rien sans un·e adulte formé·e ni l’avis de l’avocat·e."
        ),
    ),
}


def aid_lines(facts: list[Witnessed]) -> str:
    """Return the lines from which a memory aid starts: what was seen, in order; never what was heard."""
    return "\n\n".join(_aid(fact.detail) for fact in facts if fact.seen and fact.detail is not None)


def _aid(found: StatementDetail) -> str:
    card = found.card
    when = say_date(card.date)
    if card.time_from:
        when += ", " + say_time(card.time_from) + (f" – {say_time(card.time_to)}" if card.time_to else "")
    lines = [f"{when[:1].upper()}{when[1:]}, {card.place_name}."]
    if card.acts:
        lines.append(_("Ce qui s’est passé : %(acts)s.") % {"acts": " ; ".join(act.label for act in card.acts)})
    if card.tallies:
        counted = ", ".join(f"{unit_name(t.unit)} : {say_count(t.count)}" for t in card.tallies)
        lines.append(_("Compté : %(counts)s.") % {"counts": counted})
    if card.forces:
        lines.append(_("Étaient là : %(forces)s.") % {"forces": ", ".join(force.label for force in card.forces)})
    return "\n".join([*lines, *([card.summary] if card.summary else [])])
