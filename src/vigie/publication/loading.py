"""The numbers of the disclosure control, read from ``data/disclosure.yaml`` once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent / "data"


@cache
def read_numbers() -> dict[str, Any]:
    """Return thresholds, protected measures and acts, delays, as the file writes them."""
    content: dict[str, Any] = yaml.safe_load((DATA / "disclosure.yaml").read_text(encoding="utf-8"))
    return content
