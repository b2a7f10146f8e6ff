"""A browser of somebody."""

from __future__ import annotations

from django.test import Client

from vigie.network.api import Acting
from vigie.network.models import Person


def client_of(who: Acting) -> Client:
    """Signed in as them."""
    client = Client()
    client.force_login(Person.objects.get(id=who.actor))
    return client
