"""The library: what is checked, by whom, until when; found by words; files kept encrypted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.factories import facts, learning
from tests.factories import network as people
from tests.factories.browsing import signed_in
from tests.factories.documents import image, opendocument, pdf, repacked, word
from tests.factories.exhibits import photo
from vigie.facts.api import verify_norm
from vigie.journal.models import Notification
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, world
from vigie.learning.api import (
    Attached,
    ResourceDraft,
    ResourceFilter,
    change_resource,
    resource,
    resources,
    set_aside,
    tell_stale,
    texts,
    verify_resource,
)
from vigie.learning.models import Resource
from vigie.learning.rules.library import Freshness, freshness, is_link
from vigie.learning.rules.uploads import LARGEST, check_upload
from vigie.network.api import Acting, Audience, Role

TODAY = NOW.date()
PDF = b"%PDF-1.7 invented"


@pytest.fixture
def judith(alma: Acting) -> Acting:
    """A juriste of the same association: she checks."""
    return people.acting("judith", roles=[Role.JURISTE])


def test_a_verification_is_worth_twelve_months() -> None:
    assert freshness(None, TODAY) is Freshness.UNCHECKED
    assert freshness(dt.date(2017, 1, 16), TODAY) is Freshness.CHECKED
    assert freshness(dt.date(2017, 1, 15), TODAY) is Freshness.STALE


@given(st.text(max_size=60))
def test_only_web_addresses_become_links(text: str) -> None:
    assert not is_link(f"javascript:{text}")
    assert not is_link(text) or text.startswith(("http", "HTTP", "Http")) or "://" in text


@pytest.mark.parametrize(
    ("content", "ending"),
    [(PDF, "pdf"), (image("PNG"), "png"), (image(), "jpg"), (word("Bonjour"), "docx"), (opendocument(), "odt")],
)
def test_a_file_is_taken_by_what_is_in_it(content: bytes, ending: str) -> None:
    assert check_upload(content) == ending


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "kind"),
        (b"MZ\x90\x00", "kind"),
        (photo((20, 20), "GIF"), "kind"),
        (repacked(word("Bonjour"), add={"word/vbaProject.bin": b"1"}), "kind"),
        (pdf(password="secret"), "unfit"),
        (image()[:200], "unfit"),
        (b"PK\x03\x04 cut", "unfit"),
        (PDF + bytes(LARGEST), "large"),
    ],
)
def test_a_file_that_will_not_do_is_refused_by_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=rf"learning\.file_{code}"):
        check_upload(content)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "needed"),
        ({"kind": "rumeur"}, "choice"),
        ({"language": "xx"}, "choice"),
        ({"readers": ("tout",)}, "choice"),
        ({"norms": ("RIEN",)}, "choice"),
        ({"url": "ftp://a"}, "not_a_link"),
        ({"archive": "javascript:x"}, "not_a_link"),
        ({"edition_on": TODAY + dt.timedelta(days=1)}, "date_future"),
        ({"summary": "x" * 4001}, "comment_long"),
    ],
)
def test_what_cannot_be_is_refused(alma: Acting, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        learning.resource(alma, **changes)
    assert not Resource.objects.exists()


def test_a_check_says_who_and_when_and_falls_with_the_document(alma: Acting, judith: Acting) -> None:
    made = learning.resource(alma)
    assert resource(alma, made, day=TODAY).freshness is Freshness.UNCHECKED
    with pytest.raises(Denied):
        verify_resource(acting=alma, resource_id=made, verified=True, now=NOW)
    verify_resource(acting=judith, resource_id=made, verified=True, now=NOW)
    assert resource(alma, made, day=TODAY).verified_by == "Judith"
    assert resource(facts.neighbour(), made, day=TODAY).verified_by == "Lisiere"
    same = ResourceDraft("analysis", "L’eau", url="https://exemple.example/eau")
    change_resource(acting=alma, resource_id=made, draft=same, version=1, now=NOW)
    assert resource(alma, made, day=TODAY).verified_on == TODAY
    other = ResourceDraft("analysis", "L’eau", url="https://exemple.example/eau-2")
    with pytest.raises(Conflict, match="resource_changed"):
        change_resource(acting=alma, resource_id=made, draft=other, version=1, now=NOW)
    change_resource(acting=alma, resource_id=made, draft=other, version=2, now=NOW)
    assert resource(alma, made, day=TODAY).verified_on is None


def test_a_year_later_whoever_checks_is_told_once(alma: Acting, judith: Acting) -> None:
    made = learning.resource(alma)
    verify_resource(acting=judith, resource_id=made, verified=True, now=NOW)
    later = NOW + dt.timedelta(days=366)
    assert tell_stale(now=NOW + dt.timedelta(days=365)) == 0
    assert (tell_stale(now=later), tell_stale(now=later)) == (1, 0)
    told = Notification.objects.filter(code="learning.stale")
    assert {n.person for n in told} == {judith.actor, alma.actor}
    verify_resource(acting=judith, resource_id=made, verified=True, now=later)
    assert tell_stale(now=later) == 0


def test_it_is_seen_as_far_as_shown_and_changed_by_its_own(alma: Acting) -> None:
    made = {a: learning.resource(alma, audience=a) for a in Audience}
    for who, seen in (
        (alma, set(Audience)),
        (facts.partner(), {Audience.PARTNERS, Audience.NETWORK}),
        (facts.neighbour(), {Audience.NETWORK}),
        (facts.outsider(), set()),
    ):
        assert {c.id for c in resources(who, ResourceFilter(), day=TODAY)} == {made[a] for a in seen}
    neighbour = facts.neighbour("dalia")
    for deed in (
        lambda: set_aside(acting=neighbour, resource_id=made[Audience.NETWORK], aside=True, now=NOW),
        lambda: change_resource(
            acting=neighbour, resource_id=made[Audience.NETWORK], draft=ResourceDraft("text", "x"), version=1, now=NOW
        ),
        lambda: resource(neighbour, made[Audience.OWNER], day=TODAY),
    ):
        with pytest.raises(Missing):
            deed()
    set_aside(acting=alma, resource_id=made[Audience.NETWORK], aside=True, now=NOW)
    assert resources(neighbour, ResourceFilter(), day=TODAY) == []
    assert signed_in(neighbour).get(reverse("learning:resource", args=[made[Audience.OWNER]])).status_code == 404


def test_it_is_found_by_any_form_of_its_words(alma: Acting) -> None:
    made = learning.resource(alma)
    learning.resource(
        alma, title="Domiciliation", summary="", norms=(), language="ar", readers=("exiled",), kind="guide"
    )
    for asked in ("acces eau", "ACCÈS à l’eau", "expliquees", "412125", "expliq"):
        assert [c.id for c in resources(alma, ResourceFilter(text=asked), day=TODAY)] == [made], asked
    assert resources(alma, ResourceFilter(text="expliq Calais rien"), day=TODAY) == []
    for where in (ResourceFilter(reader="supporters"), ResourceFilter(language="fr"), ResourceFilter(norm="CE-412125")):
        assert [c.id for c in resources(alma, where, day=TODAY)] == [made]


def test_the_texts_of_the_vocabulary_stand_there_with_their_own_mark(alma: Acting, judith: Acting) -> None:
    assert len(texts(ResourceFilter(), day=TODAY)) > 70
    found = texts(ResourceFilter(text="attestation"), day=TODAY)
    assert "CPC-202" in {card.code for card, _worth in found}
    assert {worth for _card, worth in found} == {Freshness.UNCHECKED}
    verify_norm(acting=judith, code="CPC-202", now=NOW)
    checked = texts(ResourceFilter(freshness="checked"), day=TODAY)
    assert [card.code for card, _worth in checked] == ["CPC-202"]
    decisions = {card.code for card, _worth in texts(ResourceFilter(kind="case_law"), day=TODAY)}
    assert {"CE-412125", "ECHR-KHAN"} <= decisions
    assert "CPC-202" not in decisions


def test_a_file_is_kept_encrypted_replaced_and_handed_out(
    alma: Acting, folder: Path, moved_clock: object, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(alma)
    typed = {"kind": "guide", "title": "Guide inventé", "language": "fr", "audience": "owner"}
    wrong = SimpleUploadedFile("guide.pdf", b"MZ\x90 not a pdf")
    answer = browser.post(reverse("learning:new_resource"), typed | {"file": wrong})
    assert answer.status_code == 400
    assert "ni un PDF" in answer.content.decode()
    assert "Guide inventé" in answer.content.decode()
    browser.post(reverse("learning:new_resource"), typed | {"file": SimpleUploadedFile("mon guide.pdf", PDF)})
    made = Resource.objects.get()
    address = reverse("learning:resource_file", args=[made.id])
    answer = browser.get(address)
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert signed_in(facts.outsider()).get(address).status_code == 404
    assert all(PDF not in path.read_bytes() for path in world().folder.rglob("*") if path.is_file())
    with django_capture_on_commit_callbacks(execute=True):
        change_resource(
            acting=alma,
            resource_id=made.id,
            draft=ResourceDraft("guide", "Guide inventé", audience=Audience.OWNER),
            version=1,
            now=NOW,
            file=Attached(PDF + b" 2", "deux.txt"),
        )
    assert browser.get(address).content == PDF + b" 2"
    assert len([p for p in (world().folder / "files").rglob("*") if p.is_file()]) == 1
    with pytest.raises(Invalid, match="file_large"):
        change_resource(
            acting=alma,
            resource_id=made.id,
            draft=ResourceDraft("guide", "x"),
            version=2,
            now=NOW,
            file=Attached(PDF + b"0" * LARGEST, "lourd.pdf"),
        )


def test_shelves_cost_the_same_for_one_and_three(alma: Acting, judith: Acting, moved_clock: object) -> None:
    browser, counted = signed_in(alma), []
    for number in (1, 2):
        for _n in range(number):
            verify_resource(acting=judith, resource_id=learning.resource(alma), verified=True, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("learning:library")).content.decode()
        counted.append(len(queries))
    assert page.count("expliqué</a>") == 3
    assert counted[0] == counted[1]
