"""Filled forms as phones send them, and as someone who wants us harm would."""

from __future__ import annotations

import datetime as dt
import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.collection.pack import PACK, build_xlsx, convert_xlsx, fill, flatten, read_instance, split_rings
from vigie.collection.pack.instance import MAX_BYTES, MAX_DEPTH, MAX_NODES
from vigie.collection.pack.specs import choices, form
from vigie.kernel.api import Invalid, Ring

FORMS = [spec.id for spec in PACK]
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
BODY = "<where><commune>calais</commune><site> B2 </site></where><more><note>سرّي</note></more>"
META = "<meta><instanceID>uuid:1</instanceID><deprecatedID>uuid:0</deprecatedID></meta>"


def record(body: str = BODY, meta: str = META, root: str = 'data id="vigie-releve" version="7"') -> str:
    return f"<{root}>{body}{meta}</{root.split(maxsplit=1)[0]}>"


def test_answers_come_out_by_path_trimmed_and_in_order():
    assert list(flatten(record().encode()).items()) == [
        ("where/commune", "calais"),
        ("where/site", "B2"),
        ("more/note", "سرّي"),
    ]


def test_the_card_of_the_record_is_read_with_it():
    read = read_instance(record().encode())
    assert (read.form_id, read.version, read.instance_id, read.deprecated_id) == (
        "vigie-releve",
        "7",
        "uuid:1",
        "uuid:0",
    )


@pytest.mark.parametrize(
    "xml",
    [
        b"\xef\xbb\xbf" + record().encode(),
        b"\r\n  " + record().encode(),
        b'<?xml version="1.0" encoding="UTF-8"?>' + record().encode(),
        record(root='data xmlns="http://opendatakit.org/any" id="vigie-releve" version="7"').encode(),
        record(root='v:data xmlns:v="urn:x" id="vigie-releve" version="7"').encode(),
        record(
            meta=META.replace("<meta>", '<orx:meta xmlns:orx="http://openrosa.org/xforms">').replace(
                "</meta>", "</orx:meta>"
            )
        ).encode(),
        record().encode("utf-16"),
    ],
    ids=["bom", "blank lines", "declaration", "default namespace", "prefixed root", "orx:meta", "utf-16"],
)
def test_the_same_record_however_the_client_wrote_it(xml: bytes):
    assert read_instance(xml) == read_instance(record().encode())


def test_latin_1_is_read_by_its_declaration():
    xml = '<?xml version="1.0" encoding="ISO-8859-1"?><data id="f"><note>été</note></data>'.encode("latin-1")
    assert flatten(xml) == {"note": "été"}


def test_repeats_are_numbered_from_the_second():
    body = "<convoy><force>CRS</force></convoy><convoy><force>GM</force><officers>12</officers></convoy>"
    assert flatten(record(body).encode()) == {
        "convoy/force": "CRS",
        "convoy[2]/force": "GM",
        "convoy[2]/officers": "12",
    }


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (record().encode()[:-20], "collection.xml.malformed"),
        (b"", "collection.xml.malformed"),
        (record("<a>\x00</a>").encode(), "collection.xml.malformed"),
        (b'<?xml version="1.0" encoding="klingon"?><data/>', "collection.xml.malformed"),
        (b'<!DOCTYPE data SYSTEM "http://127.0.0.1/x.dtd"><data/>', "collection.xml.refused"),
        (b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>', "collection.xml.refused"),
        (b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><d>&a;</d>', "collection.xml.refused"),
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), "collection.xml.too_large"),
        (b"<d>" + b"<a/>" * MAX_NODES + b"</d>", "collection.xml.too_large"),
        (b"<d>" + b" " * MAX_BYTES + b"</d>", "collection.xml.too_large"),
    ],
    ids=["cut", "empty", "nul", "encoding", "dtd", "bomb", "file", "deep", "many", "long"],
)
def test_what_is_broken_or_dangerous_is_refused_without_a_word_of_it(xml: bytes, code: str):
    with pytest.raises(Invalid) as refused:
        flatten(xml)
    assert (refused.value.code, refused.value.params) == (code, {})


def test_two_megabytes_of_text_are_a_testimony_not_an_attack():
    assert len(flatten(record(f"<note>{'ا' * 1_000_000}</note>").encode())["note"]) == 1_000_000


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_read_or_refused(blob: bytes):
    with suppress(Invalid):
        assert all(isinstance(value, str) for value in flatten(blob).values())


def test_rings_part_a_record_and_what_nobody_marked_is_sealed():
    flat = flatten(record(BODY + "<added>by a newer form</added>").encode())
    shared, sealed = split_rings("vigie-releve", flat)
    assert shared == {"where/commune": "calais", "where/site": "B2"}
    assert sealed == {"more/note": "سرّي", "added": "by a newer form"}


@pytest.mark.parametrize("form_id", FORMS)
def test_rings_read_from_the_published_xml_are_those_of_the_data(form_id: str):
    shape = convert_xlsx(build_xlsx(form_id)).shape
    for seed in range(20):
        flat = flatten(fill(form_id, random.Random(seed), NOW))
        assert split_rings(shape, flat) == split_rings(form_id, flat)


@pytest.mark.parametrize("form_id", FORMS)
def test_invented_records_answer_only_what_the_form_asks(form_id: str):
    source = form(form_id)
    known = {q.path: q for q in source.walk() if not q.container}
    filled: set[str] = set()
    elsewhere = fill(form_id, random.Random(0), NOW, commune="autre", agree="yes")
    for xml in (elsewhere, *(fill(form_id, random.Random(seed), NOW) for seed in range(60))):
        for path, value in flatten(xml).items():
            question = known[path.replace("[2]", "").replace("[3]", "")]
            filled.add(question.path)
            if question.list_name:
                offered = {choice.name for choice in choices()[question.list_name]}
                answers = value.split() if question.type == "select_multiple" else [value]
                assert set(answers) <= offered, path
    asked = {path for path, q in known.items() if q.type not in {"note", "image", "audio", "file"}}
    assert filled == asked


def test_the_same_seed_gives_the_same_record_and_another_seed_another():
    first, again, other = (fill("vigie-releve", random.Random(seed), NOW) for seed in (1, 1, 2))
    assert first == again
    assert read_instance(first).instance_id != read_instance(other).instance_id


def test_overrides_choose_answers_rows_and_gaps():
    xml = fill(
        "vigie-expulsion",
        random.Random(0),
        NOW,
        commune="marck",
        violence_acts=["VIO01", "VIO05"],
        site="",
        photo="a.jpg",
        convoy=[{"force": "CRS", "officers": "9"}],
    )
    flat = flatten(xml)
    assert flat["where/commune"] == "marck"
    assert flat["violence/violence_acts"] == "VIO01 VIO05"
    assert flat["evidence/photo"] == "a.jpg"
    assert (flat["convoy/force"], flat["convoy/officers"]) == ("CRS", "9")
    assert "where/site" not in flat


@pytest.mark.parametrize("form_id", FORMS)
def test_every_invented_sentence_says_that_it_is(form_id: str):
    marks = ("[inventé]", "[invented]", "[مختلق]", "[ساختگی]")
    texts = {
        q.path for q in form(form_id).walk() if q.type == "text" and q.ring is Ring.SEALED and q.name != "pseudonym"
    }
    for seed in range(40):
        for path, value in flatten(fill(form_id, random.Random(seed), NOW)).items():
            assert path not in texts or value.startswith(marks), path
