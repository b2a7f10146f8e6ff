"""What people type in the vault's pages. Nothing of it may be kept by the browser."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Invalid, Refusal
from vigie.ui.api import say

from ..rules.keys import normalise
from ..rules.limits import MOTIVE_LENGTH

UNKEPT = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "autocorrect": "off"}


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside the field it is about, or on top."""
    form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))


class UnlockForm(forms.Form):
    """The passphrase of someone who opens the vault."""

    passphrase = forms.CharField(
        label=_("Votre phrase secrète"),
        help_text=_("Vos six mots, dans l’ordre, séparés par des espaces."),
        widget=forms.PasswordInput(attrs=UNKEPT),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class NewPassphraseForm(forms.Form):
    """A passphrase that the machine drew, copied by the person who will need it: proof that they have it."""

    offered = forms.CharField(widget=forms.HiddenInput(attrs=UNKEPT))
    typed = forms.CharField(
        label=_("Recopiez les six mots"),
        help_text=_("Depuis votre papier, pas depuis l’écran : c’est la preuve que vous les avez."),
        widget=forms.TextInput(attrs=UNKEPT),
    )

    def clean(self) -> dict[str, Any]:
        """Compare what was copied with what was shown."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        offered, typed = cleaned.get("offered", ""), cleaned.get("typed", "")
        if offered and typed and normalise(offered) != normalise(typed):
            tell(self, Invalid("vault.passphrase_differs", field="typed"))
        return cleaned


class ChangePassphraseForm(NewPassphraseForm):
    """A new passphrase in the place of the one in use."""

    old = forms.CharField(
        label=_("Votre phrase secrète d’aujourd’hui"), widget=forms.PasswordInput(attrs=UNKEPT), required=True
    )
    field_order = ("offered", "old", "typed")


READ_BY_OWNER = _(
    "Votre nom, votre association, la date et ce motif se liront dans « Ouvertures », par l’association qui vous l’a confié."
)


class MotiveForm(forms.Form):
    """Why a sealed value is opened."""

    motive = forms.CharField(
        label=_("Pourquoi l’ouvrir ?"),
        max_length=MOTIVE_LENGTH,
        help_text=_("Votre nom, la date et ce motif se liront dans « Ouvertures », par toute l’association."),
        widget=forms.TextInput(attrs=UNKEPT),
    )
