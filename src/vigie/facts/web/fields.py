"""Small fields of the entry forms: a count that may not have been asked, a yes that may not have been said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Count, Qualifier, Refusal, Refusals, parse_vague_count
from vigie.network.api import find_place
from vigie.ui.api import CountField, say

from ..queries.cards import Word

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WRITTEN = {Qualifier.EXACT: "{}", Qualifier.MIN: "{}+", Qualifier.ABOUT: "~{}", Qualifier.UNKNOWN: "?"}


class AskedCountField(CountField):
    """A count, or nothing when the control was left alone: what was not asked is not "pas compté"."""

    def clean(self, value: Any) -> Count | None:
        """Return the count; ``None`` for a control nobody touched."""
        return super().clean(value) if any(value or []) else None


class VagueCountField(forms.CharField):
    """A count in one short box, as people write it: "20", "environ 20", "20+"; ``None`` when left empty."""

    def __init__(self, *, label: StrOrPromise) -> None:
        widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "aria-label": label, "size": 6})
        super().__init__(required=False, label=label, widget=widget)

    def prepare_value(self, value: Any) -> Any:
        """Write a count so that it reads back the same."""
        return WRITTEN[value.qualifier].format(value.number) if isinstance(value, Count) else value

    def to_python(self, value: Any) -> Any:
        """Read the count.

        Raises:
            ValidationError: not a count we know how to read.
        """
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_vague_count(text)
        except ValueError as error:
            words = gettext("« %(text)s » n’est pas un nombre. Écrivez par exemple 20, environ 20 ou 20+.")
            raise ValidationError(words % {"text": text}) from error


class PlaceField(forms.CharField):
    """A commune by its name, whatever the case and accents; gives its slug. ``known``: zones by slug, taken as they are."""

    def __init__(self, **kwargs: Any) -> None:
        self.names: Mapping[str, str] = {}
        super().__init__(**kwargs)
        self.widget.attrs |= {"list": "communes", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Write a slug as the name of the commune."""
        return self.names.get(value, value)

    def to_python(self, value: Any) -> Any:
        """Find the commune.

        Raises:
            ValidationError: no commune by that name.
        """
        text = super().to_python(value)
        slug = next((slug for slug, name in self.names.items() if text in {slug, name}), None)
        if not text or slug:
            return slug or ""
        found = find_place(text)
        if found is None:
            words = gettext("Nous ne connaissons pas de commune « %(name)s ». Choisissez-la dans la liste.")
            raise ValidationError(words % {"name": text})
        return found.slug


YES_NO = (("", _("non précisé")), ("oui", _("oui")), ("non", _("non")))


class SaidField(forms.ChoiceField):
    """Yes, no, or nobody said."""

    def __init__(self, *, label: StrOrPromise) -> None:
        super().__init__(required=False, label=label, choices=YES_NO, widget=forms.RadioSelect)

    def prepare_value(self, value: Any) -> Any:
        """Write ``True``, ``False`` or ``None`` as a choice."""
        return {True: "oui", False: "non", None: ""}.get(value, value)

    def clean(self, value: Any) -> Any:
        """Return ``True``, ``False`` or ``None``."""
        return {"oui": True, "non": False}.get(super().clean(value))


def named(words: Iterable[Word], *, none: StrOrPromise | None = None) -> list[tuple[str, StrOrPromise]]:
    """Return the choices of a closed list, with one for "nobody said" when asked."""
    choices: list[tuple[str, StrOrPromise]] = [(word.code, word.label) for word in words]
    return choices if none is None else [("", none), *choices]


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, StrOrPromise]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def tell(form: forms.Form, refusal: Refusal | Refusals) -> None:
    """Put a refusal beside its field, or on top when the form has no such field."""
    for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
        form.add_error(one.field if one.field in form.fields else None, say(one))
