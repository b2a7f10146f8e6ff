"""Texts of modules as safe HTML; the words of closed lists."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from ..rules.certificates import Asked
from ..rules.library import Freshness, Reader, ResourceKind

TAGS = {"p", "ul", "ol", "li", "strong", "em", "br", "table", "thead", "tbody", "tr", "th", "td"}

AUDIENCES = {
    "volunteers": _("bénévoles"),
    "managers": _("responsables d’équipe"),
    "young": _("jeunes"),
    "associations": _("associations"),
}
ASKED = {
    Asked.SESSION: _("avoir suivi la séance « Recueillir un témoignage »"),
    Asked.QUIZ: _("avoir réussi les questions du module"),
    Asked.AGREEMENT: _("avoir codé un exercice en accord avec la référence"),
}
KINDS = {
    ResourceKind.TEXT.value: _("Texte"),
    ResourceKind.CASE_LAW.value: _("Décision"),
    ResourceKind.ANALYSIS.value: _("Analyse"),
    ResourceKind.GUIDE.value: _("Guide pratique"),
}
READERS = {
    Reader.EXILED.value: _("personnes exilées"),
    Reader.SUPPORTERS.value: _("soutiens"),
    Reader.SOCIAL.value: _("travail social"),
    Reader.LAWYERS.value: _("juristes et avocat·es"),
}
FRESH = {
    Freshness.CHECKED.value: (_("vérifié"), "done", "check"),
    Freshness.STALE.value: (_("à relire : plus d’un an"), "signal", "clock"),
    Freshness.UNCHECKED.value: (_("à vérifier"), "", "warning"),
}


@lru_cache(maxsize=256)
def html_of(text: str) -> SafeString:
    """Return the HTML of a module's text. It is ours, and cleaned all the same."""
    made = MarkdownIt("commonmark").enable("table").render(text)
    return mark_safe(nh3.clean(made, tags=TAGS, attributes={}))  # noqa: S308 -- cleaned
