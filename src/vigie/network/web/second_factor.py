"""Printed codes as a second factor of their own: no phone, no key needed."""

from __future__ import annotations

from typing import Any

from django import forms


class CodesForm(forms.Form):
    """Ask for a fresh sheet of codes. Unlike the library's, it asks for no other factor first."""

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
