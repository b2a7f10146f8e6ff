"""What a file is called when it leaves the house."""

from __future__ import annotations

from vigie.kernel.api import WorldName, world

MARKS = {WorldName.REAL: "", WorldName.DEMO: "donnees-inventees-", WorldName.PRACTICE: "exercice-donnees-inventees-"}


def file_name(name: str) -> str:
    """Return the name of a file to download. Outside the real world it says that everything in it is invented."""
    return f"{MARKS[world().name]}{name}"
