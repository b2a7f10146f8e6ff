"""Forms of the exhibits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Invalid, Refusal
from vigie.ui.api import say

ACCEPT = ".jpg,.jpeg,.png,.webp,.gif,.tif,.tiff,.heic,.avif,.pdf,.docx,.odt,.xlsx,.ods,audio/*,video/*"
_QUIET = {"autocomplete": "off"}


class UploadForm(forms.Form):
    """A file, and what it is called. What is too long is cut: a file that came is never lost for it."""

    file = forms.FileField(
        label=_("Fichier"),
        required=False,
        help_text=_("Photo, son, vidéo, PDF, DOCX ou ODT, 500 Mo au plus. Il est scellé à mesure qu’il arrive."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    title = forms.CharField(
        label=_("Titre"),
        required=False,
        help_text=_("Ce que l’on voit, sans le nom de personne. Vous pourrez le changer."),
        widget=forms.TextInput(attrs={"maxlength": 160, **_QUIET}),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        help_text=_("D’où elle vient : un témoignage, une tournée, un courrier reçu."),
        widget=forms.TextInput(attrs={"maxlength": 200, **_QUIET}),
    )


class NamingForm(forms.Form):
    """Title, source and date of an exhibit."""

    title = forms.CharField(label=_("Titre"), max_length=160, widget=forms.TextInput(attrs=_QUIET))
    source = forms.CharField(label=_("Source"), max_length=200, required=False, widget=forms.TextInput(attrs=_QUIET))
    dated = forms.DateField(
        label=_("Date de la pièce"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **_QUIET}, format="%Y-%m-%d"),
    )
    fact = forms.ChoiceField(label=_("Fait que cette pièce montre"), required=False)

    def __init__(self, *args: Any, facts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [("", _("aucun en particulier")), *facts]  # type: ignore[attr-defined]


class SendBackForm(forms.Form):
    """What is to be mended."""

    note = forms.CharField(
        label=_("Ce qu’il faut reprendre"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Say a refusal beside its field, or on top."""
    form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))


def posted_boxes(posted: QueryDict) -> list[Mapping[str, object]]:
    """Return the boxes of a page from their four numbers, in percent; a line left empty is no box.

    Raises:
        Invalid: ``cases.box_not_understood``.
    """
    columns = [posted.getlist(name) for name in "xywh"]
    if len({len(column) for column in columns}) != 1:
        raise Invalid("cases.box_not_understood")
    return [
        dict(zip("xywh", map(_share, line), strict=True))
        for line in zip(*columns, strict=True)
        if any(map(str.strip, line))
    ]


def _share(percent: str) -> float:
    try:
        return float(percent.strip().replace(",", ".")) / 100
    except ValueError:
        raise Invalid("cases.box_not_understood") from None
