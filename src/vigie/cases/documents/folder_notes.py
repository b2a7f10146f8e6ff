"""The text that goes with a folder of exhibits: what is in it, how to check it, how an original opens."""

from __future__ import annotations

from collections.abc import Iterable

from .contents import ReferralContent, Trouble
from .court import WHY

_TEXT = """{band}{title}
{association}, {day}

CE QU’IL Y A ICI
- inventaire.pdf : la liste des pièces, avec l’empreinte (SHA-256) de chaque copie.
- pieces/ : les copies de travail, caviardées, relues par une deuxième personne. Elles sont EN CLAIR : rangez ce dossier sur un disque chiffré.
- originaux-scelles/ : les originaux, intacts et scellés. Sans la clé de l’association qui les a reçus, personne ne les lit.
- manifeste.json : chaque fichier, son empreinte, sa taille. S’il manque, ce dossier n’est pas complet.

VÉRIFIER QUE RIEN N’A CHANGÉ
Dans ce dossier :
    sha256sum -c SHA256SUMS          (Linux)
    shasum -a 256 -c SHA256SUMS      (macOS)
    certutil -hashfile FICHIER SHA256   (Windows, un fichier à la fois)

OUVRIR UN ORIGINAL (avec la clé de l’association, sur une machine sûre)
    age -d -i cle-de-l-association.txt -o original originaux-scelles/01-….age
    sha256sum original
L’empreinte doit être celle que le manifeste appelle « original_sha256 ». Un petit original peut finir par un octet 0x80 suivi de zéros, qui
cachent sa taille : retirez-les avant de comparer.
{missing}"""


def verify_text(content: ReferralContent, troubles: Iterable[Trouble]) -> str:
    """Return the text, in French."""
    lines = [f"- pièce n° {t.number}, {t.title} : {WHY.get(t.why, t.why)}" for t in troubles]
    return _TEXT.format(
        band="DONNÉES INVENTÉES : ceci est un exercice.\n\n" if content.invented else "",
        title=content.title,
        association=content.association,
        day=f"{content.made_on:%d/%m/%Y}",
        missing="\n".join(["", "COPIES QUI MANQUENT", *lines, ""]) if lines else "",
    )
