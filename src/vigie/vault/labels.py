"""Human names of the labels that other floors put on what they seal: "testimony" is shown as "témoignage"."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNNAMED = _("contenu scellé")
_names: dict[str, str | Promise] = {}


def register_labels(names: Mapping[str, str | Promise]) -> None:
    """Say how labels are shown; a floor calls this when it is ready. A name never tells what a content is about."""
    _names.update(names)


def say_label(label: str) -> str:
    """Return the human name of a label."""
    return str(_names.get(label, UNNAMED))
