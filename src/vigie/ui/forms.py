"""Fields of the house: a count with its qualifier, a date as finely as it is known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Count, FuzzyDate, Qualifier, parse_vague_count, parse_vague_date, today, write_vague_date

from .phrases import PHRASES
from .speech import say_date

QUALIFIERS = (
    (Qualifier.EXACT.value, _("exactement")),
    (Qualifier.MIN.value, _("au moins")),
    (Qualifier.ABOUT.value, _("environ")),
    (Qualifier.UNKNOWN.value, _("pas compté")),
)


def _not_read(code: str) -> ValidationError:
    return ValidationError(str(PHRASES[code]), code=code)


class CountWidget(forms.MultiWidget):
    """One control: a number and how sure it is."""

    template_name = "ui/widgets/count.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "aria-label": _("Nombre")})
        super().__init__([number, forms.RadioSelect(choices=QUALIFIERS)], attrs)

    def decompress(self, value: Count | None) -> list[Any]:
        """Part a count into number and qualifier."""
        if value is None:
            return [None, None]
        return [value.number, value.qualifier.value]


class CountField(forms.MultiValueField):
    """A form field that gives a ``Count``; left empty and not required, it was not counted.

    The number may be typed as people write it: "30", "environ 30", "20+".
    """

    widget = CountWidget

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        fields = (forms.CharField(required=False), forms.ChoiceField(choices=QUALIFIERS, required=False))
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> Count:
        """Join number and qualifier; a bare number is exact.

        Raises:
            ValidationError: not a number, or a number beside "pas compté".
        """
        text, chosen = (data_list or ["", ""])[:2]
        try:
            written = parse_vague_count(text or "")
        except ValueError as error:
            raise _not_read("ui.count_not_understood") from error
        if chosen == Qualifier.UNKNOWN and written.number is not None:
            raise _not_read("ui.count_contradicts")
        if written.number is None or not chosen:
            return written
        said_in_words = written.qualifier is not Qualifier.EXACT
        return written if said_in_words and chosen == Qualifier.EXACT else Count(written.number, Qualifier(chosen))

    def clean(self, value: Any) -> Count | None:
        """Return the count; an empty control is a count that was not made.

        Raises:
            ValidationError: the control is required and empty, or was not understood.
        """
        if not self.required and not any(value or []):
            return Count.unknown()
        result: Count | None = super().clean(value)
        return result


class FuzzyDateField(forms.CharField):
    """A form field that gives a ``FuzzyDate``, or ``None`` when left empty.

    Takes "16/01/2018", "2018-01-16", "hier", "janvier 2018", "été 1999", "1999"; what was understood is shown below.
    """

    understands_date = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Par exemple 16/01/2018, hier, janvier 2018, été 1999 ou 1999."))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask, as soon as the date is written, how it is understood."""
        asked = {"hx-get": reverse_lazy("ui:understand_date"), "hx-trigger": "change", "hx-target": "next [aria-live]"}
        return {**super().widget_attrs(widget), **asked, "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Write a date so that it reads back the same."""
        return write_vague_date(value) if isinstance(value, FuzzyDate) else value

    def to_python(self, value: Any) -> Any:
        """Read the date.

        Raises:
            ValidationError: not a date we know how to read.
        """
        if isinstance(value, FuzzyDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_vague_date(text, today=today())
        except ValueError as error:
            raise _not_read("ui.date_not_understood") from error


def understood(bound: forms.BoundField) -> str:
    """Return how the date in a field is understood, or an empty string."""
    if not isinstance(bound.field, FuzzyDateField) or bound.errors:
        return ""
    try:
        date = bound.field.to_python(bound.value())
    except ValidationError:
        return ""
    return say_date(date) if date else ""
