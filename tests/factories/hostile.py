"""What a careless or ill-meaning machine sends to a form, byte by byte: for the doors that anyone may knock at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_from_bytes

from django.http import HttpResponse
from django.test import Client

VALUES: dict[str, bytes] = {
    "a NUL": b"a\x00b",
    "half of a pair": b"a\xed\xa0\x80b",
    "no UTF-8": b"\xff\xfe\xfd",
    "long": "é".encode() * 100_000,
    "turned round": "\u202ecalais\u2066 \u200b".encode(),
    "emoji": "👩🏽‍🚒 שלום".encode(),
    "markup": b"<script>alert(1)</script>{{ 7*7 }}%s%(x)s",
    "below nought": b"-1",
    "too large": b"9" * 400,
    "no number": b"NaN",
    "raised": "²".encode(),
    "far day": b"9999-12-31",
    "day that is none": b"2018-02-31",
    "nothing": b"",
}
FORM = "application/x-www-form-urlencoded"
BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", FORM),
    "of another type": (b'{"a": "\\ud800"}', "application/json"),
    "of no type": (b"\x00\x01", ""),
    "cut parts": (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    "parts without a boundary": (b"--x\r\n", "multipart/form-data"),
    "2 MB of text": (b"x=" + b"y" * 2_000_000, FORM),
    "more fields than a form has": (b"&".join(b"a=%d" % number for number in range(2_000)), FORM),
}


def knocks(client: Client, address: str, names: Iterable[str], **kept: str) -> Iterator[tuple[str, HttpResponse]]:
    """Post each hostile value in every field at once, twice over, then each hostile body; ``kept`` fields stay as they are."""
    said = [f"{name}={quote(value)}" for name, value in kept.items()]
    for what, value in VALUES.items():
        typed = [f"{name}={quote_from_bytes(value)}" for name in names if name not in kept]
        yield what, client.post(address, "&".join([*said, *typed, *typed]), content_type=FORM)
    for what, (body, kind) in BODIES.items():
        yield f"a body: {what}", client.post(address, body, content_type=kind)


def unanswered(answers: Iterable[tuple[str, HttpResponse]]) -> dict[str, int]:
    """What was answered by a broken page, or by a refusal without a word."""
    return {
        what: answer.status_code
        for what, answer in answers
        if answer.status_code >= 500 or (answer.status_code >= 400 and len(answer.content) < 40)
    }
