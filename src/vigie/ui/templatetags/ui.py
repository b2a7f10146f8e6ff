"""The words of the templates: components, rings, counts and dates. A builtin: no ``load`` needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vigie.kernel.api import Count, FuzzyDate, Refusal, Ring

from .. import drafts, markup, phrases, registry, speech, toasts
from ..forms import understood
from ..paging import Page

register = template.Library()

RINGS = {Ring.SEALED: "lock-closed", Ring.SHARED: "two-circles", Ring.PUBLISHED: "open-circle"}
NOTICES = {"info": "info", "done": "check", "signal": "warning", "quiet": "info"}


register.simple_tag(markup.icon, name="icon")


@register.simple_tag
def button(label: object, icon: str = "", kind: str = "", type: str = "submit", **attributes: object) -> SafeString:  # noqa: A002 -- the HTML name
    """Draw a button. ``kind``: primary, signal, plain, small, or several."""
    return format_html(
        '<button type="{}" class="button{}"{}>{}<span>{}</span></button>',
        type,
        markup.kinds(kind),
        markup.attributes(attributes),
        markup.icon(icon) if icon else "",
        label,
    )


@register.simple_tag
def link_button(label: object, url: str, icon: str = "", kind: str = "", **attributes: object) -> SafeString:
    """Draw a link that looks like a button. ``kind`` as for ``button``."""
    return format_html(
        '<a href="{}" class="button{}"{}>{}<span>{}</span></a>',
        url,
        markup.kinds(kind),
        markup.attributes(attributes),
        markup.icon(icon) if icon else "",
        label,
    )


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Draw a field: label above, help, control, what was understood, errors beside."""
    return {
        "field": bound,
        "grouped": bound.widget_type != "checkbox" and bool(bound.use_fieldset),
        "check": isinstance(bound.field.widget, CheckboxInput),
        "hidden": bound.is_hidden,
        "understood": understood(bound),
        "understands_date": getattr(bound.field, "understands_date", False),
    }


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Sum up the errors of a form on top, each linked to its field."""
    fields = [bound for bound in form if bound.errors]
    return {"general": form.non_field_errors(), "fields": fields, "shown": form.is_bound and bool(form.errors)}


@register.inclusion_tag("ui/components/form.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """Draw the error summary and every field of a form, in order."""
    return {"form": form}


@register.simple_tag
def count(value: Count | None, unit: str = "") -> str:
    """Say a count with its unit: "au moins 12 personnes"."""
    return speech.say_count(value or Count.unknown(), unit)


@register.simple_tag
def quantity(number: int, unit: str = "") -> str:
    """Say a plain number with its unit: "3 relevés"."""
    return speech.say_quantity(number, unit)


@register.filter
def say_count(value: Count | None) -> str:
    """Say a count without a unit."""
    return speech.say_count(value or Count.unknown())


@register.filter
def say_number(value: int) -> str:
    """Write a number with separators."""
    return speech.say_number(value)


@register.filter
def say_date(value: FuzzyDate | dt.date | None) -> str:
    """Say a date as finely as it is known; nothing known is "date inconnue"."""
    if value is None:
        return _("date inconnue")
    if isinstance(value, FuzzyDate):
        return speech.say_date(value)
    return speech.say_moment(value) if isinstance(value, dt.datetime) else speech.say_day(value)


@register.filter
def say_short_date(value: FuzzyDate | dt.date | None) -> str:
    """Say a date in a dense list: "mar. 16 janv. 2018"."""
    if value is None:
        return _("date inconnue")
    return speech.say_short_date(value if isinstance(value, FuzzyDate) else FuzzyDate.day(value))


@register.filter
def say_moment(value: dt.datetime) -> str:
    """Say a moment: "mardi 16 janvier 2018, 7 h 30"."""
    return speech.say_moment(value)


@register.filter
def say_time(value: dt.time) -> str:
    """Say a time of day: "7 h 30"."""
    return speech.say_time(value)


@register.filter
def say_refusal(value: Refusal) -> str:
    """Say a refusal."""
    return phrases.say(value)


def _ring_name(ring: Ring) -> str:
    return {Ring.SEALED: _("scellé"), Ring.SHARED: _("partagé"), Ring.PUBLISHED: _("publié")}[ring]


@register.simple_tag
def ring(name: str) -> SafeString:
    """Draw the badge of a ring: sealed, shared or published."""
    which = Ring(name)
    return format_html(
        '<span class="ring is-{}">{}{}</span>', which.value, markup.icon(RINGS[which]), _ring_name(which)
    )


@register.simple_tag
def sealed_bar() -> SafeString:
    """Draw the bar that stands for a sealed value: always of one width, whatever it hides."""
    return format_html(
        '<span class="sealed-bar">{}<span class="visually-hidden">{}</span></span>',
        markup.icon("lock-closed"),
        _("valeur scellée"),
    )


@register.simple_tag
def mark(label: object, kind: str = "", icon: str = "") -> SafeString:
    """Draw a state in a word. ``kind``: done, signal, current, or none."""
    drawn = markup.icon(icon) if icon else ""
    return format_html('<span class="mark{}">{}{}</span>', markup.kinds(kind), drawn, label)


@register.simple_tag
def key(name: str) -> SafeString:
    """Draw a key of the keyboard."""
    return format_html("<kbd>{}</kbd>", name)


@register.simple_tag
def bar(value: float, maximum: float, label: str = "") -> SafeString:
    """Draw a bar in a table: ``value`` out of ``maximum``. The number stands beside it."""
    width = round(100 * value / maximum, 1) if maximum else 0
    hidden = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" {}>'
        '<rect class="bar-ground" width="100" height="8"></rect><rect width="{}" height="8"></rect></svg>',
        hidden,
        width,
    )


@register.inclusion_tag("ui/components/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """Draw the progress of long work: what is being done, how much of how much."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag("ui/components/figure.html")
def figure(value: Count, unit: str, coverage: str = "", as_of: object = "", not_counted: int = 0) -> dict[str, Any]:
    """Draw a figure with its unit, qualifier, coverage and date."""
    return {
        "said": speech.say_count(value, unit),
        "coverage": coverage,
        "as_of": as_of,
        "not_counted": not_counted,
    }


@register.inclusion_tag("ui/components/need.html")
def need(label: str, url: str, number: int | None = None, hint: str = "", kind: str = "") -> dict[str, Any]:
    """Draw one thing that waits for the person. At most three on a page, inside ``<div class="needs">``."""
    return {"label": label, "url": url, "number": number, "hint": hint, "kind": kind}


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(*steps: str) -> dict[str, Any]:
    """Draw the way here: label, address, label, address, in pairs; the page itself is not listed."""
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True))}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(label: str, entries: Sequence[tuple[str, str]], current: str) -> dict[str, Any]:
    """Draw tabs: ``entries`` are (label, address) pairs, ``current`` the address shown."""
    return {"label": label, "entries": entries, "current": current}


@register.inclusion_tag("ui/components/facets.html")
def facets(entries: Sequence[tuple[str, str]], clear_url: str = "") -> dict[str, Any]:
    """Draw the filters in force as a sentence: (words, address without this filter) pairs."""
    return {"entries": entries, "clear_url": clear_url}


@register.inclusion_tag("ui/components/facet_list.html")
def facet_list(title: str, entries: Sequence[tuple[str, str, int | Count, bool]]) -> dict[str, Any]:
    """Draw the choices of one filter: (words, address, how many, in force) rows."""
    said = [
        (words, url, speech.say_count(number) if isinstance(number, Count) else speech.say_number(number), current)
        for words, url, number, current in entries
    ]
    return {"title": title, "entries": said}


@register.simple_tag(takes_context=True)
def object_actions(context: RequestContext, kind: str) -> list[registry.ObjectAction]:
    """Return what the floors above offer for objects of a kind: ``{% object_actions "statement" as offered %}``."""
    return registry.object_actions(kind, context["request"])


@register.simple_tag
def object_action(action: registry.ObjectAction, id: str = "") -> SafeString:  # noqa: A002 -- the object's
    """Draw an action: a link for the object ``id``, or in a form a button for the objects that are ticked there."""
    url = reverse(action.url_name)
    if id:
        return link_button(action.label, f"{url}?{urlencode({action.kind: id})}", icon=action.icon)
    return button(action.label, icon=action.icon, kind="small", formaction=url)


@register.inclusion_tag("ui/components/pages.html", takes_context=True)
def pages(context: RequestContext, page: Page[Any], unit: str = "result") -> dict[str, Any]:
    """Draw the foot of a list cut by ``ui.api.paginate``."""
    said = speech.say_more_than(page.total, unit) if page.more else speech.say_quantity(page.total, unit)
    return {"page": page, "total": said, "request": context["request"]}


@register.inclusion_tag("ui/components/autosave.html", takes_context=True)
def autosave(context: RequestContext, page: str, about: str = drafts.NEW, *, keeps: bool = True) -> dict[str, Any]:
    """Keep a draft of the form this stands in, first thing inside; offer the one that waits. ``keeps``: or only offer."""
    return drafts.on_page(context["request"], page, about) | {"keeps": keeps}


@register.inclusion_tag("ui/components/autosave_line.html")
def autosave_line() -> dict[str, Any]:
    """Draw the line where a form says that its draft is kept, beside its buttons."""
    return {}


@register.inclusion_tag("ui/components/compare.html")
def compare(left: str, right: str, rows: Sequence[tuple[str, object, object]]) -> dict[str, Any]:
    """Draw two versions side by side: (label, left, right) rows; what differs is marked."""
    return {"left": left, "right": right, "rows": [(*row, row[1] != row[2]) for row in rows]}


@register.inclusion_tag("ui/components/search.html")
def search(url: str, label: str, value: str = "", name: str = "q") -> dict[str, Any]:
    """Draw a search form that asks ``url`` with GET."""
    return {"url": url, "label": label, "value": value, "name": name}


@register.simple_tag
def copy_button(target: str, label: str = "") -> SafeString:
    """Draw the button that copies the text of the element whose id is ``target``."""
    return button(label or _("Copier le texte"), icon="copy", type="button", data_copies=target)


@register.filter
def undo_url(message: Any) -> str:
    """Return the address that undoes what a message tells, or an empty string."""
    return toasts.undo_url(message.extra_tags)


@register.simple_block_tag
def captured(content: str) -> str:
    """Keep what is inside under a name: ``{% captured as lead %}…{% endcaptured %}``."""
    return mark_safe(content.strip())  # noqa: S308 -- rendered, hence escaped, by the template itself


@register.simple_block_tag
def notice(content: str, kind: str = "quiet", title: object = "") -> str:
    """Draw a box that says something that matters. ``kind``: info, done, signal, quiet."""
    return _block("notice", content, kind=kind, title=title, icon=NOTICES[kind])


@register.simple_block_tag
def empty(content: str, title: object, icon: str = "notebook") -> str:
    """Draw what an empty page says: what will be here, why it matters, the first step."""
    return _block("empty", content, title=title, icon=icon)


@register.simple_block_tag
def fold(content: str, title: object, *, open: bool = False) -> str:  # noqa: A002 -- the HTML name
    """Draw a part that opens: history, details."""
    return _block("fold", content, title=title, open=open)


@register.simple_block_tag
def table(content: str, label: object, kind: str = "") -> str:
    """Draw a table that scrolls in its own frame; inside: thead, tbody. ``kind``: stacks (on the phone)."""
    return _block("table", content, label=label, kind=kind)


@register.simple_block_tag
def fact(content: str, label: object, ring: str = "") -> str:
    """Draw one line of a fact sheet, inside ``<dl class="sheet">``."""
    return _block("fact", content, label=label, ring=ring)


@register.simple_block_tag
def dialog(content: str, id: str, title: object) -> str:  # noqa: A002 -- the HTML name
    """Draw a dialog, opened by ``data-opens="<id>"`` and closed by ``data-closes``."""
    return _block("dialog", content, id=id, title=title)


def _block(name: str, content: str, **context: object) -> str:
    return render_to_string(f"ui/components/{name}.html", {"content": content, **context})
