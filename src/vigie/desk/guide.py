"""The help pages: Markdown of ``docs/guide``, made into safe HTML once and kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nh3
from django.conf import settings
from markdown_it import MarkdownIt

from vigie.kernel.api import Missing

FOLDER = Path(settings.PACKAGE).parent.parent / "docs" / "guide"
_TAGS = {
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "hr",
    "br",
    "kbd",
}


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A help page: its name in the address, its title, its first sentence, its body in safe HTML."""

    name: str
    title: str
    lead: str
    body: str
    words: str


@lru_cache(maxsize=1)
def pages() -> tuple[GuidePage, ...]:
    """Return every page, in the order of their file names' numbers."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.md")))


def page(name: str) -> GuidePage:
    """Return one page.

    Raises:
        Missing: there is none of this name.
    """
    for candidate in pages():
        if candidate.name == name:
            return candidate
    raise Missing("desk.no_guide_page")


def _read(path: Path) -> GuidePage:
    """Read ``NN-name.md``: a ``#`` title, a first paragraph that serves as lead, then the body."""
    text = path.read_text(encoding="utf-8")
    title, _sep, rest = text.partition("\n")
    lead, _sep, body = rest.strip().partition("\n\n")
    html = MarkdownIt("commonmark").enable("table").render(body)
    return GuidePage(
        name=re.sub(r"^\d+-", "", path.stem),
        title=title.lstrip("# ").strip(),
        lead=" ".join(lead.split()),
        body=nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, link_rel=None),
        words=text.casefold(),
    )
