"""A browser in which somebody is signed in."""

from __future__ import annotations

from django.test import Client

from vigie.network.api import Acting
from vigie.network.models import Person


def signed_in(acting: Acting) -> Client:
    """A browser of whoever acts, past the sign-in page."""
    person = Person.objects.get(id=acting.actor)
    browser = Client()
    browser.force_login(person)
    return browser
