"""The library's forms of the second factor, in our words; and printed codes as a factor of their own."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class CodesForm(forms.Form):
    """Ask for a fresh sheet of codes. Unlike the library's, it asks for no other factor first: no phone, no key needed."""

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc] # the library publishes no types
    """Name a new passkey, and say whether it replaces the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nom de la clé")
        self.fields["passwordless"].label = _("Elle remplace aussi le mot de passe")
        self.fields["passwordless"].help_text = _(
            "L’appareil demandera alors l’empreinte ou son code à chaque connexion."
        )
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Give a passkey another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nom de la clé")
