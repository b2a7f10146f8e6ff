"""A browser of somebody, and what a page costs."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vigie.network.api import Acting
from vigie.network.models import Person


def browser(acting: Acting) -> Client:
    """A client signed in as somebody."""
    client = Client()
    client.force_login(Person.objects.get(id=acting.actor))
    return client


def cost(client: Client, address: str) -> int:
    """How many queries a page asks."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def main_of(html: bytes) -> str:
    """What stands in the page itself, without its frame."""
    return html.decode().partition("<main")[2].partition("</main>")[0]
