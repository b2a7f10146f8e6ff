"""The page on which a bulletin is written: what was typed, what may be picked, what is held back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Refusal
from vigie.network.api import Acting
from vigie.ui.api import say, say_date

from ..actions.bulletins import Written
from ..documents.naming import Names, names
from ..documents.telling import told_of
from ..models import Bulletin
from ..queries.bulletins import Candidate, candidates, quotes_for
from ..queries.quotes import QuoteCard
from ..rules.contents import LANGUAGES, SECTIONS, SENTENCE
from .words import lines

PROPOSED = 25
TITLES = {
    "lead": (_("Chapeau"), _("Une ou deux phrases, en italique sous le titre."), 2),
    "month": (_("Ce que fut le mois"), _("Ce que les chiffres ne disent pas. Aucun nom, aucun lieu de vie."), 6),
    "asks": (_("Ce que nous demandons"), _("À qui, quoi."), 4),
}
LANGUAGE_NAMES = {"fr": _("en français"), "en": _("en anglais")}
COMMON = frozenset({"EXP01", "BIE01", "BIE02", "EXP05"})
"""What happens most mornings: such facts are proposed last."""


@dataclass(frozen=True, slots=True)
class Box:
    """One text to write."""

    name: str
    label: Any
    language: str
    help: Any
    rows: int
    most: int
    value: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact that may be picked, with its sentences once it is."""

    id: str
    when: str
    where: str
    acts: str
    picked: bool
    boxes: tuple[Box, ...] = ()


def read(data: QueryDict, acting: Acting, bulletin: Bulletin, *, now: dt.datetime) -> Written:
    """Read the form. A fact just ticked, that had no sentence yet, gets one made of its acts, to be edited."""
    words = {lang: {s: _text(data, f"{lang}-{s}") for s in SECTIONS} for lang in LANGUAGES}
    picked = list(dict.fromkeys(data.getlist("fact")))
    fresh = {key for key in picked if f"fact-{key}-fr" not in data}
    known = {c.statement: c for c in candidates(acting, bulletin, now=now)} if fresh else {}
    facts = {}
    for key in picked:
        if key in fresh and key in known:
            facts[key] = {lang: sentence(known[key], lang) for lang in LANGUAGES}
        else:
            facts[key] = {lang: _text(data, f"fact-{key}-{lang}") for lang in LANGUAGES}
    return Written(words, facts, tuple(data.getlist("quote")), data.get("base", ""))


def written_of(bulletin: Bulletin) -> Written:
    """Return what is kept."""
    facts = {row["statement"]: row["text"] for row in bulletin.facts}
    return Written(bulletin.words, facts, tuple(bulletin.quotes), bulletin.updated_at.isoformat())


def sentence(candidate: Candidate, language: str) -> str:
    """Return a first sentence for a fact: its acts, nothing else."""
    with translation.override(language):
        return f"{_acts(candidate, names())}."


def writing_context(
    acting: Acting, bulletin: Bulletin, written: Written, *, now: dt.datetime, refusal: Refusal | None = None
) -> dict[str, Any]:
    """Return what the page shows."""
    told = told_of(acting, bulletin, now=now)
    held = [line for line in lines(told.verdict.published) if line.held]
    errors = {refusal.field or "": say(refusal)} if refusal else {}
    known, found = names(), candidates(acting, bulletin, now=now)
    quotes = quotes_for(acting, bulletin, now=now)
    rows = [_row(c, known, written, errors) for c in _interesting(found)]
    picked = [row for row in rows if row.picked]
    return {
        "contents": told.contents,
        "held": held,
        "weak": bool(told.verdict.weak),
        "sections": [_section(section, written, errors) for section in SECTIONS],
        "picked": picked,
        "proposed": [row for row in rows if not row.picked][:PROPOSED],
        "gone": sorted(set(written.facts) - {c.statement for c in found}),
        "quotes": [(quote, _translated(quote), quote.id in written.quotes) for quote in quotes],
        "gone_quotes": bool(set(written.quotes) - {quote.id for quote in quotes}),
        "base": written.base,
        "error": say(refusal) if refusal else "",
    }


def _section(section: str, written: Written, errors: dict[str, str]) -> tuple[Any, tuple[Box, ...]]:
    title, told, rows = TITLES[section]
    boxes = tuple(
        Box(
            f"{lang}-{section}",
            LANGUAGE_NAMES[lang],
            lang,
            told if lang == "fr" else "",
            rows,
            SECTIONS[section],
            written.words.get(lang, {}).get(section, ""),
            errors.get(f"{lang}-{section}", ""),
        )
        for lang in LANGUAGES
    )
    return title, boxes


def _row(candidate: Candidate, known: Names, written: Written, errors: dict[str, str]) -> FactRow:
    text = written.facts.get(candidate.statement)
    boxes: tuple[Box, ...] = ()
    if text is not None:
        boxes = tuple(
            Box(
                f"fact-{candidate.statement}-{lang}",
                LANGUAGE_NAMES[lang],
                lang,
                "",
                1,
                SENTENCE,
                text.get(lang, ""),
                errors.get(f"fact-{candidate.statement}-{lang}", ""),
            )
            for lang in LANGUAGES
        )
    acts = _acts(candidate, known)
    return FactRow(candidate.statement, say_date(candidate.date), candidate.place_name, acts, text is not None, boxes)


def _translated(quote: QuoteCard) -> str:
    """Return a quote in the language of the screen, where it was said in another one."""
    language = "en" if (translation.get_language() or "fr").startswith("en") else "fr"
    return "" if quote.language == language else quote.translations.get(language, "")


def _acts(candidate: Candidate, known: Names) -> str:
    said = [known.act(code) for code in candidate.acts]
    return ", ".join([said[0], *map(_inside, said[1:])])


def _inside(name: str) -> str:
    """Return a name as it stands inside a sentence; what begins with an acronym keeps its capitals."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _text(data: QueryDict, name: str) -> str:
    return data.get(name, "").replace("\x00", "")


def _interesting(found: list[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda c: (-len(set(c.acts) - COMMON), c.date.start, c.statement))
