"""Square codes as small SVG drawings, without a style of their own."""

from __future__ import annotations

from html import escape

import qrcode

QUIET = 4


def qr_modules(text: str) -> list[list[bool]]:
    """Return the modules of a code, level L, rows of columns, dark ones true; no quiet zone."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows: list[list[bool]] = code.get_matrix()
    return rows


def qr_svg(text: str, label: str = "") -> str:
    """Return the drawing of a code, one unit per module, its quiet zone included; ``label`` says what it is for."""
    rows = qr_modules(text)
    size = len(rows) + 2 * QUIET
    named = f' aria-label="{escape(label)}"' if label else ""
    marks = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img"{named} shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{marks}" fill="#000"/></svg>'
    )
