"""Which world a data folder holds: written once, read at every start, so that two worlds never meet."""

from __future__ import annotations

import json
import os
from pathlib import Path

from .cli.words import _

FILE = "world.json"
STATIC = "static"
OURS = frozenset({FILE, "secrets", STATIC, "lost+found"})


class WrongFolder(Exception):
    """The folder holds something else; nothing was touched."""


def folder() -> Path:
    """Return the data folder without importing anything heavy."""
    return Path(os.environ.get("VIGIE_DATA") or "data").resolve()


def read_world(default: str = "real") -> str:
    """Return the world the folder holds, or ``default`` for a folder that holds none yet."""
    path = folder() / FILE
    if not path.exists():
        return default
    return str(json.loads(path.read_text(encoding="utf-8"))["world"])


def claim(world: str) -> Path:
    """Take the data folder for a world, making it when there is none, and return it.

    Raises:
        WrongFolder: it holds another world, or files that are not ours.
    """
    place = folder()
    path = place / FILE
    if path.exists():
        held = read_world()
        if held != world:
            raise WrongFolder(_foreign_world(place, held))
        (place / STATIC).mkdir(exist_ok=True)
        return place
    if place.exists() and any(p.name not in OURS for p in place.iterdir()):
        raise WrongFolder(
            _(
                "Le dossier %(folder)s contient autre chose. Rien n’a été touché. Choisissez un dossier vide avec VIGIE_DATA."
            )
            % {"folder": place}
        )
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    (place / STATIC).mkdir(exist_ok=True)
    path.write_text(json.dumps({"world": world, "format": 1}) + "\n", encoding="utf-8")
    return place


def _foreign_world(place: Path, held: str) -> str:
    if held == "demo":
        sentence = _(
            "Le dossier %(folder)s contient la démonstration, avec des données inventées. Rien n’a été touché."
        )
    else:
        sentence = _(
            "Le dossier %(folder)s contient des données réelles : la démonstration ne s’y charge pas. Rien n’a été touché."
        )
    return sentence % {"folder": place}
