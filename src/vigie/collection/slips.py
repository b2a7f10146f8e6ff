"""Pre-printed slips of four words, for testimonies taken with ODK Collect or on paper. The words are drawn and forgotten."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from django.utils.translation import override

from vigie.kernel.api import FOUR, draw_words
from vigie.ui.api import render_pdf

PER_SHEET = 8
MOST_SHEETS = 10
NAME_LENGTH = 30


@cache
def _said() -> dict[str, str]:
    told = files("vigie.collection").joinpath("data/slips.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(told)["languages"])


def slips_pdf(*, name: str, address: str, sheets: int = 1) -> bytes:
    """Return A4 sheets of eight slips to cut, each with four words of its own in six languages. Nothing of them is kept.

    Args:
        name: by which the holder knows the association again, short and harmless.
        address: of the page where the words are typed.
        sheets: how many, ten at most.
    """
    drawn = [list(draw_words(FOUR)) for _ in range(PER_SHEET * min(max(sheets, 1), MOST_SHEETS))]
    with override("fr"):
        return render_pdf(
            "collection/slips.typ",
            {"name": name[:NAME_LENGTH], "address": address.partition("://")[2], "slips": drawn, "said": _said()},
        )
