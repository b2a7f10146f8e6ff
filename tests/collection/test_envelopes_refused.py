"""Envelopes that cannot be taken: offsets, names, lengths, a full disk, hostile bytes; what is answered and what is left."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import uuid
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.collection import Phone
from tests.factories.envelopes import (
    ask,
    for_the_house,
    frame,
    put,
    record,
    spooled,
    told,
)
from vigie.collection.actions.spooling import FOLDER
from vigie.collection.rules.frames import Frame, read_head
from vigie.collection.web import guards
from vigie.kernel.api import Invalid


@pytest.mark.parametrize("offset", ["", "-1", "un", "1.5", "9" * 13, "٣"])
def test_an_offset_that_is_none_is_refused(odile: Phone, offset: str) -> None:
    answer = put(odile, b"x", **{"upload-offset": offset})
    assert told(answer) == (400, "collection.envelope.no_offset")


def test_what_was_refused_before_its_first_byte_leaves_nothing(odile: Phone, folder: Path) -> None:
    assert told(put(odile, b"x", offset=7)) == (409, "collection.envelope.offset")
    assert spooled(folder) == []


def test_a_name_that_is_no_number_is_refused(odile: Phone) -> None:
    assert told(put(odile, b"x", name="carte-d-identite")) == (400, "collection.envelope.name")
    assert ask(odile, "carte-d-identite").status_code == 400


def test_what_is_too_long_is_refused_and_leaves_nothing_more(
    odile: Phone, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vigie.collection.actions.enveloping.MAX_ENVELOPE", 3_000)
    monkeypatch.setattr("vigie.collection.web.views_carnet.MAX_PIECE", 2_500)
    name = str(uuid.uuid4())
    assert told(put(odile, bytes(2_501), name=name)) == (413, "collection.envelope.piece")
    assert put(odile, bytes(2_000), name=name, last=False).status_code == 204
    assert told(put(odile, bytes(1_500), name=name, offset=2_000)) == (413, "collection.envelope.too_large")
    assert ask(odile, name).headers["Upload-Offset"] == "2000"
    assert [p.stat().st_size for p in (folder / FOLDER).glob("*")] == [2_000]


def test_a_body_cut_on_its_way_adds_nothing(odile: Phone) -> None:
    name = str(uuid.uuid4())
    path = f"{odile.path}/enveloppes/{name}"
    environ = RequestFactory().put(path, b"", headers={"upload-offset": "0"}).META
    request = WSGIRequest({**environ, "CONTENT_LENGTH": "200", "wsgi.input": io.BytesIO(b"x" * 100)})
    match = resolve(path)
    request.resolver_match = match
    answer = match.func(request, *match.args, **match.kwargs)
    assert told(answer) == (400, "collection.truncated")
    assert ask(odile, name).headers["Upload-Offset"] == "0"


def test_without_room_nothing_is_read(odile: Phone, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards.shutil, "disk_usage", lambda _path: SimpleNamespace(free=1_000))
    assert told(put(odile, b"x" * 100)) == (507, "collection.disk_full")
    assert spooled(folder) == []


def test_a_disk_that_fills_up_keeps_what_was_there(odile: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    name = str(uuid.uuid4())
    put(odile, b"x" * 100, name=name, last=False)

    def full(*_given: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", full)
        assert told(put(odile, b"y" * 100, name=name, offset=100)) == (507, "collection.disk_full")
    assert ask(odile, name).headers["Upload-Offset"] == "100"


def test_refusals_are_told_in_the_language_asked_for(odile: Phone) -> None:
    french = put(odile, b"x", name="a", **{"accept-language": "ti, fr;q=0.8"})
    english = put(odile, b"x", name="a", **{"accept-language": "en-GB,en;q=0.9"})
    assert json.loads(french.content)["message"].startswith("Cette enveloppe porte un numéro")
    assert json.loads(english.content)["message"].startswith("This envelope")
    assert english.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert odile.client.cookies == {}


def test_no_key_yet_is_not_the_phone_s_fault(odile: Phone, folder: Path, now: dt.datetime) -> None:
    from vigie.vault.models import OrgKey

    sealed = for_the_house(record(), odile.organisation)
    OrgKey.objects.update(retired_at=now)
    name = str(uuid.uuid4())
    assert told(put(odile, sealed, name=name)) == (503, "vault.no_keys")
    assert ask(odile, name).headers["Upload-Offset"] == str(len(sealed))
    OrgKey.objects.update(retired_at=None)
    assert put(odile, b"", name=name, offset=len(sealed)).status_code == 201


@given(st.binary(max_size=300), st.integers(0, 40))
def test_no_header_breaks_the_reader(noise: bytes, at: int) -> None:
    whole = bytearray(frame({"kind": "sound", "file": "a", "testimony": str(uuid.uuid4()), "session": "b"}, b"c" * 50))
    whole[at : at + len(noise)] = noise
    with_pieces = [bytes(whole[n : n + 7]) for n in range(0, len(whole), 7)]
    code = ""
    try:
        Frame(with_pieces).finish()
    except Invalid as refusal:
        code = refusal.code
    assert code in {"", "collection.envelope.unread", "collection.envelope.short"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_no_json_breaks_the_header(told_: object) -> None:
    with pytest.raises(Invalid, match=r"collection\.envelope\.unread"):
        read_head(json.dumps(told_).encode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.binary(min_size=1, max_size=400), st.integers(0, 900))
def test_no_bytes_break_the_door(odile: Phone, noise: bytes, at: int) -> None:
    sealed = bytearray(for_the_house(record(), odile.organisation))
    sealed[at : at + len(noise)] = noise
    answer = put(odile, bytes(sealed))
    assert answer.status_code in {201, 400, 422}, answer.content
