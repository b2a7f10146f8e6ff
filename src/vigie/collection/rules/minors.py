"""Promise 6: who says they are a minor is treated as one, whatever form and client said it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

ADULT = 18
_SAYS_SO = frozenset({"minor", "minor_stated", "mineur", "mineure", "mineur_declare", "est_mineur", "is_minor"})
_AGE = frozenset({"age", "age_band", "age_declare", "age_stated", "tranche_age"})
_YES = frozenset({"yes", "oui", "1", "true", "vrai", "minor", "mineur", "mineure"})
_YEARS = re.compile(r"(?:\d{1,3}\s*[-_]\s*)?(\d{1,3})")


def states_minor(values: Mapping[str, str]) -> bool:
    """Say whether an answer of any form, by the usual names of such questions, states a minor.

    It errs on the side of the child: an age under 18, or a band that ends under 18, in any repeat is enough.

    Args:
        values: answers by path, as ``pack.flatten`` gives them.
    """
    return any(_states(path.rpartition("/")[2].partition("[")[0].lower(), value) for path, value in values.items())


def _states(name: str, value: str) -> bool:
    answer = value.strip().lower()
    if name in _SAYS_SO:
        return answer in _YES
    years = _YEARS.fullmatch(answer) if name in _AGE else None
    return years is not None and int(years[1]) < ADULT
