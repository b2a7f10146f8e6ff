"""What of some figures may be given today, everything published before being known."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.kernel.api import Invalid

from ..rules.cells import Cell
from ..rules.disclosure import Verdict, protect
from .ledger import earlier_cells
from .policy import policy


def protected(cells: Sequence[Cell]) -> Verdict:
    """Say what of these figures may be given today, everything published before being known.

    Raises:
        Invalid: ``publication.two_numbers``, one figure with two numbers.
    """
    try:
        return protect(cells, earlier_cells(), policy())
    except ValueError as error:
        raise Invalid("publication.two_numbers") from error
