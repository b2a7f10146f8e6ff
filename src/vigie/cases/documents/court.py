"""The folder handed to a court: one file per exhibit, its number first, and an inventory.

Made after CJA R. 414-5 as it is understood here (one file per exhibit, named by its number in the inventory); a lawyer must check
what the court takes today. The files are the working copies as they are, so that their hash is the one of the inventory.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from ..rules.court_names import court_names
from .contents import ExhibitFile, ExhibitLine, ReferralContent, Trouble
from .printed import make_bordereau

INVENTORY = "00-inventaire-des-pieces.pdf"
NOTE = "00-lisez-moi.txt"
_RULE = (
    f"Un fichier par pièce. Son nom commence par le numéro qu’elle porte dans l’inventaire ({INVENTORY}). "
    "Fait d’après l’article R. 414-5 du code de justice administrative."
)
_CHECK = (
    "À vérifier par l’avocat·e avant le dépôt : l’article en vigueur, les formats et la taille que la juridiction accepte aujourd’hui, "
    "le son et la vidéo."
)
WHY = {
    "encrypted": "fichier protégé par un mot de passe",
    "broken": "fichier illisible",
    "not_ready": "copie de travail pas encore relue par une deuxième personne",
    "closed": "copie scellée qui ne s’ouvre pas",
    "changed": "fichier qui n’est plus celui qui a été relu",
}


def names_of(lines: Sequence[ExhibitLine]) -> list[str]:
    """Return the file names of exhibits, in their order."""
    return court_names([(line.number, line.title, line.content_type) for line in lines])


def make_court_folder(
    files: Sequence[ExhibitFile], content: ReferralContent, troubles: Iterable[Trouble] = ()
) -> bytes:
    """Return the folder as a zip. ``troubles``: the exhibits that are not in it, named in its note."""
    stamp = (content.made_on.year, content.made_on.month, content.made_on.day, 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as folder:

        def put(name: str, data: bytes) -> None:
            info = zipfile.ZipInfo(name, stamp)
            info.external_attr = 0o600 << 16
            folder.writestr(info, data)

        put(INVENTORY, make_bordereau(content))
        put(NOTE, court_note(content, troubles).encode("utf-8"))
        for name, file in zip(names_of([f.line for f in files]), files, strict=True):
            put(name, file.content)
    return out.getvalue()


def court_note(content: ReferralContent, troubles: Iterable[Trouble] = ()) -> str:
    """Return what whoever opens the folder must know first."""
    said = ["DONNÉES INVENTÉES : ceci est un exercice.\n"] if content.invented else []
    said += [f"{content.title}\n{content.association}, devant : {content.body}\n", _RULE, _CHECK]
    missing = [f"- pièce n° {t.number}, {t.title} : {WHY.get(t.why, t.why)}" for t in troubles]
    if missing:
        said += ["\nIL MANQUE DANS CE DOSSIER :", *missing]
    return "\n".join(said) + "\n"
