"""Confirm that it is you: the password again, before what cannot be taken back or leaves the house."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ConfirmedForm(forms.Form):
    """A form that asks its person for their password again. The second factor was asked when they signed in."""

    password = forms.CharField(
        label=_("Votre mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """Check the password, ten times a minute at most.

        Raises:
            ValidationError: it is not theirs, or it was tried too often.
        """
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.request.user):
            raise ValidationError(gettext("Trop d’essais. Attendez une minute."))
        password: str = self.cleaned_data["password"]
        if not self.request.user.check_password(password):
            raise ValidationError(gettext("Ce n’est pas votre mot de passe."))
        return password
