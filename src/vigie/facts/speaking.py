"""How the units of facts are said."""

from __future__ import annotations

from functools import partial

from django.utils.translation import get_language

from vigie.ui.api import register_unit

from .rules.units import UNITS, Unit


def register_units() -> None:
    """Teach the ui every unit, so that ``say_count(count, "tents")`` speaks."""
    for unit in UNITS.values():
        register_unit(unit.code, partial(_speak, unit))


def _speak(unit: Unit, number: int) -> str:
    return f"%(n)s {name_of(unit, number)}"


def name_of(unit: Unit, number: int) -> str:
    """Return the name of a unit for a number, in English on an English screen, else in French."""
    one = number == 1
    if (get_language() or "fr").startswith("en"):
        return unit.en if one else unit.en_plural
    return unit.fr if one else unit.fr_plural


def unit_name(code: str, number: int = 2) -> str:
    """Return the name of a unit by its code, many unless said otherwise.

    Raises:
        KeyError: no such unit.
    """
    return name_of(UNITS[code], number)
