"""Words written in Markdown, made into safe HTML: no script, no picture from elsewhere, headings below those of the page."""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "h3", "h4", "blockquote"}
_HEADING = re.compile(r"<(/?)h[1-2]>")


def prose(text: str) -> SafeString:
    """Return HTML for a text; an empty one gives nothing."""
    if not text.strip():
        return mark_safe("")
    html = _HEADING.sub(r"<\1h3>", MarkdownIt("commonmark").render(text))
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308 -- cleaned by nh3
