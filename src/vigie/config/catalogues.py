"""Compile every floor's catalogues without gettext installed: ``python -m vigie.config.catalogues``."""

from __future__ import annotations

from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent


def compile_catalogues(root: Path = PACKAGE) -> int:
    """Write the ``.mo`` beside each ``.po`` that is newer than it; return how many were written."""
    written = 0
    for source in sorted(root.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        polib.pofile(str(source)).save_as_mofile(str(target))
        written += 1
    return written


if __name__ == "__main__":
    compile_catalogues()
