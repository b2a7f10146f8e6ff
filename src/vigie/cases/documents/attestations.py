"""The papers of an attestation: the blank to be written by hand, the typed memory aid beside it."""

from __future__ import annotations

from django.utils import translation

from vigie.kernel.api import LANGUAGES
from vigie.ui.api import render_pdf

from .attestation_help import HELP


def blank(language: str, *, interpreter: bool) -> bytes:
    """Return the blank, in French, with a line of help in another language of the house under each heading.

    Args:
        language: the witness's. French needs no help; none of the other lines was reviewed, and the paper says so.
        interpreter: add the page that the interpreter writes and signs.
    """
    help_lines = HELP.get(language, {})
    data = {
        "help": help_lines,
        "help_language": language if help_lines else "",
        "help_name": LANGUAGES[language].name if help_lines else "",
        "interpreter": interpreter,
    }
    with translation.override("fr"):
        return render_pdf("cases/attestation.typ", data)


def aid_sheet(text: str, *, witness: str) -> bytes:
    """Return the memory aid, set so that nobody takes it for the attestation."""
    return render_pdf("cases/attestation_aid.typ", {"paragraphs": _paragraphs(text), "witness": witness})


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
