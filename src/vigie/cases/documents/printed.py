"""The referral and its inventory as designed documents (PDF/A-2b). Always in French, whatever the screen."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import override

from vigie.ui.api import render_pdf, say_day

from .contents import ReferralContent

_REDACTED = (
    "Les pièces jointes sont des copies de travail : une personne a masqué ce qui désigne quelqu’un, une autre a relu. "
    "Les originaux restent scellés, intacts, chez l’association qui les a reçus."
)
_KNOWN = (
    "Chaque fait dit comment il est connu : vu par une équipe, ou rapporté par une personne. Les paroles citées sont celles de la "
    "personne, dans sa langue."
)
_HASH = (
    "L’empreinte SHA-256 d’un fichier est un nombre calculé sur son contenu : un seul signe changé, et l’empreinte change. Qui a reçu les "
    "fichiers peut la recalculer (« sha256sum fichier » sous Linux, « certutil -hashfile fichier SHA256 » sous Windows, « shasum -a 256 fichier » "
    "sous macOS) et la comparer avec celle du bordereau."
)
_FORMAT = "Ce fichier est un PDF/A-2b, un format fait pour être conservé : il contient ses polices et n’appelle rien d’extérieur."


def make_pdf(content: ReferralContent) -> bytes:
    """Return the referral as a PDF/A-2b."""
    with override("fr"):
        facts = len(content.facts)
        doubtful = sum(not ground.verified for ground in content.grounds)
        made = [
            f"Ce document a été composé le {say_day(content.made_on)} à partir du dossier « {content.title} » de {content.association}.",
            f"Il expose {f'{facts} fait' + 's' * (facts > 1) if facts else 'aucun fait'}, dans l’ordre des dates. {_KNOWN}",
            "Les personnes y figurent sous pseudonyme. Le nom de qui a accepté d’être nommé·e devant cette instance s’écrit à la main.",
        ]
        if doubtful:
            made.append(
                "Un texte marqué « à vérifier par l’avocat·e » n’a pas encore été contrôlé : ce document n’est pas prêt à être déposé."
            )
        if content.exhibits:
            made += [_REDACTED, _HASH]
        return render_pdf("cases/saisine.typ", told(content, [*made, _FORMAT]), archive=True)


def make_bordereau(content: ReferralContent) -> bytes:
    """Return the inventory of exhibits as a PDF/A-2b."""
    with override("fr"):
        made = [
            f"Cet inventaire a été composé le {say_day(content.made_on)} à partir du dossier « {content.title} » de {content.association}.",
            _REDACTED,
            _HASH,
            "L’ordre et la numérotation sont ceux des fichiers remis : le nom de chaque fichier commence par le numéro de sa pièce.",
            _FORMAT,
        ]
        return render_pdf("cases/bordereau.typ", told(content, made), archive=True)


def told(content: ReferralContent, made: list[str]) -> dict[str, Any]:
    """Return what the Typst templates read. ``made``: the paragraphs that say how the document was made."""
    return {**asdict(content), "date": str(say_day(content.made_on)), "made": made}
