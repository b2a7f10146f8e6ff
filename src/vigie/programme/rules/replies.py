"""Letters to candidates: places that are filled, and those that are not known. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACES = ("prenom", "nom", "mission", "appel", "organisation", "creneau", "lien", "effacement")
_PLACE = re.compile(r"\{(\w+)\}")


def unknown_places(text: str) -> list[str]:
    """Return the places of a letter that nothing fills: they would be sent as they stand."""
    return sorted({name for name in _PLACE.findall(text) if name not in PLACES})


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a letter with its places filled. A value is never read as a letter itself."""
    return _PLACE.sub(lambda found: values.get(found.group(1), found.group(0)), text)
