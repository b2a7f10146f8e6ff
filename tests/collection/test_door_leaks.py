"""A name, a phone number and a sentence go through the door; they are then looked for in clear everywhere."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import logging
from pathlib import Path

import pytest
from django.db import connection

from tests.factories.collection import Phone, instance, small_form

NAME, NUMBER, SENTENCE = "Zébulon-Inventé", "+33 6 00 99 88 77", "ils ont pris ma tente verte à pois"
SHARED = "commune-témoin-de-contrôle"
SECRETS = (NAME, NUMBER, SENTENCE)
ANSWERS = f"<commune>{SHARED}</commune><narrative>{SENTENCE}</narrative><contact><phone>{NUMBER}</phone></contact><name>{NAME}</name>"


def spellings(text: str) -> list[bytes]:
    raw = text.encode()
    return [raw, text.encode("utf-16-le"), text.encode("latin-1"), json.dumps(text)[1:-1].encode(), *in_base64(raw)]


def in_base64(raw: bytes) -> list[bytes]:
    """The middle of the text in base64, at the three offsets it may fall on."""
    return [base64.b64encode(b"." * shift + raw)[4 : -4 - shift] for shift in range(3)]


def rows() -> bytes:
    """Every row of every table, as the database gives it back."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found).encode()


def places(folder: Path, log: str) -> dict[str, bytes]:
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    unpacked = {f"{name} unpacked": gzip.decompress(data) for name, data in files.items() if data[:2] == b"\x1f\x8b"}
    return {**files, **unpacked, "rows": rows(), "log": log.encode()}


def found_in(everything: dict[str, bytes], text: str) -> set[str]:
    return {name for name, data in everything.items() if any(spelling in data for spelling in spellings(text))}


@pytest.mark.parametrize("form", ["observation", "testimony"])
def test_what_is_sealed_is_found_nowhere_in_clear(
    odile: Phone, now: dt.datetime, folder: Path, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    caplog.set_level(logging.DEBUG)
    small_form(form_id="testimony", now=now, testimony=True)
    form_id = "petit-releve" if form == "observation" else "testimony"
    photo = (f"{NAME}.jpg", SENTENCE.encode() * 9_000, "image/jpeg")
    assert odile.post(instance(ANSWERS, form_id=form_id, instance_id="uuid:1"), photo).status_code == 201
    assert odile.post(instance(ANSWERS + "<more/>", form_id=form_id, instance_id="uuid:1")).status_code == 409
    assert odile.post(instance(ANSWERS, form_id=form_id, version="9")).status_code == 202
    assert odile.post(instance(ANSWERS, form_id="unknown"), photo).status_code == 404
    assert odile.post(instance(ANSWERS, form_id=form_id)[:-9], photo).status_code == 400
    everything = places(folder, caplog.text)
    assert {text: found_in(everything, text) for text in SECRETS} == {text: set() for text in SECRETS}
    assert found_in(everything, SHARED) == ({"rows"} if form == "observation" else set())
    assert len(everything) > 8


def test_a_token_is_found_nowhere_in_clear(
    odile: Phone, folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    token = odile.path.rpartition("/")[2]
    odile.get("/formList")
    odile.post()
    odile.get("/forms/none")
    assert found_in(places(folder, ""), token) == set()
