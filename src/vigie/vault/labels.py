"""Human names of the labels that other floors put on what they seal: "testimony" is shown as "témoignage"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import VaultRef

UNNAMED = _("contenu scellé")
_names: dict[str, str | Promise] = {}
Reader = Callable[[VaultRef, bytes], str | None]
"""Turns what was opened into words; ``None`` when it does not know how, and the text is shown as it is."""
_readers: dict[str, Reader] = {}


def register_labels(names: Mapping[str, str | Promise]) -> None:
    """Say how labels are shown; a floor calls this when it is ready. A name never tells what a content is about."""
    _names.update(names)


def register_reader(label: str, reader: Reader) -> None:
    """Say how a content with this label is put into words for a person, when its bytes are no text meant for one."""
    _readers[label] = reader


def say_text(*, ref: VaultRef, label: str, data: bytes) -> str | None:
    """Return an opened content as a person reads it; ``None`` when it is no text."""
    reader = _readers.get(label)
    try:
        return (reader(ref, data) if reader else None) or data.decode()
    except UnicodeDecodeError:
        return None


def say_label(label: str) -> str:
    """Return the human name of a label."""
    return str(_names.get(label, UNNAMED))
