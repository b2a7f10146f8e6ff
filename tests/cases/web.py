"""What a page costs, and what stands in it."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def cost(client: Client, address: str) -> int:
    """How many queries a page asks."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def main_of(html: bytes) -> str:
    """What stands in the page itself, without its frame."""
    return html.decode().partition("<main")[2].partition("</main>")[0]
