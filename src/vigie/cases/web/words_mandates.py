"""Words of the pages of mandates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..rules.mandates import Piece

PIECES = {
    Piece.NARRATIVE: _("Récit d’origine"),
    Piece.PHOTO: _("Photo d’origine"),
    Piece.AUDIO: _("Son d’origine"),
    Piece.VIDEO: _("Vidéo d’origine"),
    Piece.DOCUMENT: _("Document d’origine"),
}


def piece_name(piece: Piece) -> str:
    """Say what a sealed object is."""
    return str(PIECES[piece])
