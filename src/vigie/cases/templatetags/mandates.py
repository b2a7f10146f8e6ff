"""Words of the pages of mandates, for their templates: ``{% load mandates %}``."""

from __future__ import annotations

from django import template

from ..rules.mandates import Piece
from ..web.words_mandates import piece_name

register = template.Library()


@register.filter
def say_piece(piece: Piece) -> str:
    """Say what a sealed object is."""
    return piece_name(piece)
