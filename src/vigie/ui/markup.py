"""The smallest pieces of HTML: icons, attributes, classes."""

from __future__ import annotations

from collections.abc import Mapping

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

DIRECTIONAL = frozenset({"back", "forward", "exit", "undo", "ship", "chevron"})
"""Icons that turn round where one reads from right to left."""


def icon(name: str) -> SafeString:
    """Draw an icon of the sprite. It is decoration: always set a word beside it."""
    turned = " icon-directional" if name in DIRECTIONAL else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        turned,
        static("ui/icons.svg"),
        name,
    )


def kinds(kind: str) -> str:
    """Write the variants of a component as classes: "primary small" gives " is-primary is-small"."""
    return "".join(f" is-{word}" for word in kind.split())


def attributes(given: Mapping[str, object]) -> SafeString:
    """Write extra HTML attributes: ``data_x`` becomes ``data-x``, ``True`` a bare one, ``None`` and ``False`` none."""
    kept = ((name.strip("_").replace("_", "-"), value) for name, value in given.items() if value not in (False, None))
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in kept))


def _attribute(name: str, value: object) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
