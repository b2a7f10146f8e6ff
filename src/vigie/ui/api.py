"""The one door of the ui floor."""

from .confirming import ConfirmedForm
from .drafts import DraftCard, DraftKeeper, drop_draft, register_drafts, resumed, unjudged
from .forms import QUALIFIERS, CountField, CountWidget, FuzzyDateField
from .naming import file_name
from .paging import Page, paginate
from .pdf import FONTS, TemplateMissing, render_pdf
from .phrases import say
from .registry import (
    HeaderSlot,
    NavItem,
    ObjectAction,
    Section,
    Who,
    everyone,
    register_header_slot,
    register_nav,
    register_object_action,
    register_phrases,
    register_who,
)
from .speech import register_unit, say_count, say_date, say_day, say_moment, say_number, say_quantity, say_time
from .toasts import toast

__all__ = [
    "FONTS",
    "QUALIFIERS",
    "ConfirmedForm",
    "CountField",
    "CountWidget",
    "DraftCard",
    "DraftKeeper",
    "FuzzyDateField",
    "HeaderSlot",
    "NavItem",
    "ObjectAction",
    "Page",
    "Section",
    "TemplateMissing",
    "Who",
    "drop_draft",
    "everyone",
    "file_name",
    "paginate",
    "register_drafts",
    "register_header_slot",
    "register_nav",
    "register_object_action",
    "register_phrases",
    "register_unit",
    "register_who",
    "render_pdf",
    "resumed",
    "say",
    "say_count",
    "say_date",
    "say_day",
    "say_moment",
    "say_number",
    "say_quantity",
    "say_time",
    "toast",
    "unjudged",
]
