"""Names of places, acts and units in the language of the moment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vigie.facts.api import EVENTS, families, unit_name
from vigie.network.api import PlaceCard, places

EXPLAINS = re.compile(r" \(| ?: | / ")


@dataclass(frozen=True, slots=True)
class Names:
    """Names read once for a document."""

    places: dict[str, PlaceCard]
    acts: dict[str, str]

    def place(self, slug: str) -> str:
        """Return the name of a commune or zone; the whole coast without one."""
        if not slug:
            return _("Tout le littoral")
        return self.places[slug].name if slug in self.places else slug

    def act(self, code: str) -> str:
        """Return the head of an act's name, without what explains it."""
        return EXPLAINS.split(self.acts.get(code, code), maxsplit=1)[0].rstrip(" ,;")


def names() -> Names:
    """Read the names."""
    found = {card.slug: card for kind in ("zone", "commune") for card in places(kind=kind)}
    return Names(found, {act.code: act.label for family in families() for act in family.acts})


def unit_title(unit: str) -> str:
    """Return the name of what is counted, as the head of a row."""
    name = _("évènements") if unit == EVENTS else unit_name(unit)
    return f"{name[:1].upper()}{name[1:]}"
