"""Home: at most three things that wait, those of one's role; search: by each floor's own rules; long work: one's own."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import facts, network
from tests.factories.browsing import signed_in
from vigie.desk.guide import pages
from vigie.desk.needs import needs_of
from vigie.desk.search import find
from vigie.desk.shortcuts import shortcuts_of
from vigie.journal.api import advance_job, end_job, start_job
from vigie.kernel.api import now
from vigie.network.api import Acting, Audience, Role, acting_for

pytestmark = pytest.mark.django_db
SAFE = {
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
SAFE |= {"blockquote", "hr", "br", "kbd"}


@pytest.fixture(autouse=True)
def _own_folder(folder: Path) -> None:
    """A vault that nobody else sees."""


def as_role(role: Role, name: str = "alma", *, of: str = "lisiere") -> Acting:
    who = network.member(name, of=of, roles=[role], protected=True)
    return acting_for(person_id=who.id, organisation_id=network.organisation(of).id, day=facts.TODAY)


@pytest.fixture
def alma() -> Acting:
    """A coordinator, where there are places and words."""
    facts.world_of_facts()
    return as_role(Role.COORDINATOR)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_finds_its_ways_in(role: Role) -> None:
    page = signed_in(as_role(role)).get(reverse("desk:home")).content.decode()
    assert "Bonjour Alma" in page
    ways = shortcuts_of(as_role(role, "bilal"))
    assert ways
    assert [way.url_name for way in ways if f'href="{way.url}"' not in page or not way.url] == []


def test_nothing_waits_in_a_new_association_but_its_key() -> None:
    assert needs_of(as_role(Role.OBSERVER), now=now()) == []
    (key,) = needs_of(as_role(Role.ADMIN, "bilal"), now=now())
    assert (key.url, key.signal) == (reverse("vault:keys"), True)
    assert "Rien ne vous attend" in signed_in(as_role(Role.OBSERVER, "chloe")).get("/").content.decode()


def test_at_most_three_things_wait_and_only_those_of_the_role(alma: Acting) -> None:
    bintou = facts.neighbour()
    for who in (alma, bintou):
        facts.eviction_in_calais(who)
    facts.minor_testimony(alma)
    coordinator = needs_of(alma, now=now())
    referent = as_role(Role.CHILD_REFERENT, "oriane")
    everything = as_role(Role.ADMIN, "bilal")
    network.member("bilal", roles=[Role.COORDINATOR, Role.CHILD_REFERENT])
    everything = acting_for(person_id=everything.actor, organisation_id=everything.organisation, day=facts.TODAY)
    assert [(need.url, need.number) for need in coordinator] == [(reverse("facts:duplicates"), 1)]
    assert [(need.url, need.number) for need in needs_of(referent, now=now())] == [(reverse("facts:minors"), 1)]
    three = needs_of(everything, now=now())
    assert [need.url for need in three][:2] == [reverse("vault:keys"), reverse("facts:minors")]
    assert len(three) == 3
    assert len(re.findall(r'class="need[ "]', signed_in(everything).get("/").content.decode())) == 3


def test_search_finds_on_every_floor_what_one_may_see(alma: Acting) -> None:
    known = facts.eviction_in_calais(alma, audience=Audience.OWNER)
    groups = {str(group.title): group for group in find("calais", acting=alma)}
    assert {"Faits", "Communes"} <= set(groups)
    assert reverse("facts:statement", args=[known]) in {found.url for found in groups["Faits"].found}
    charlie = facts.outsider()
    assert "Faits" not in {str(group.title) for group in find("calais", acting=charlie)}
    page = signed_in(charlie).get(reverse("desk:search"), {"q": "tentes emportées"}).content.decode()
    assert known not in page


def test_search_says_that_nothing_was_found(alma: Acting) -> None:
    assert find("zzzz introuvable", acting=alma) == []
    page = signed_in(alma).get(reverse("desk:search"), {"q": "<b>zzzz</b>"}).content.decode()
    assert ("<b>zzzz</b>" in page, "&lt;b&gt;zzzz" in page) == (False, True)


@pytest.mark.parametrize("text", ["!!!", "%_", "a" * 5000])
def test_search_takes_any_text_and_finds_nothing_in_signs(alma: Acting, text: str) -> None:
    facts.eviction_in_calais(alma)
    shown = signed_in(alma).get(reverse("desk:search"), {"q": text})
    assert (shown.status_code, shown.context["groups"]) == (200, [])
    assert len(shown.context["text"]) <= 200


def test_search_takes_both_apostrophes(alma: Acting) -> None:
    network.organisation("rive", name="L’Autre Rive")
    titles = [[str(group.title) for group in find(text, acting=alma)] for text in ("l'autre rive", "l’autre rive")]
    assert titles[0] == titles[1] == ["Associations"]


class Tags(HTMLParser):
    """Every tag and attribute of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


@pytest.mark.parametrize("name", [page.name for page in pages()])
def test_every_help_page_is_plain_and_open_to_all(name: str) -> None:
    page = next(page for page in pages() if page.name == name)
    answer = Client().get(reverse("desk:help-page", args=[name]))
    assert (answer.status_code, page.title in answer.content.decode()) == (200, True)
    found = Tags(page.body)
    assert found.tags <= SAFE
    assert {attribute for attribute, _value in found.attributes} <= {"href"}
    assert [value for _name, value in found.attributes if not re.match(r"/|https://|#|mailto:|[\w-]+$", value)] == []
    assert page.title
    assert page.lead


def test_the_help_has_a_table_of_contents_and_says_what_is_not_there() -> None:
    contents = Client().get(reverse("desk:help")).content.decode()
    assert [page.name for page in pages() if reverse("desk:help-page", args=[page.name]) not in contents] == []
    assert Client().get(reverse("desk:help-page", args=["nulle-part"])).status_code == 404


def test_long_work_is_one_s_own(alma: Acting) -> None:
    job = start_job(acting=alma, code="collection.import", now=now(), expected=10)
    advance_job(job, done=4)
    address = reverse("desk:job", args=[job])
    assert address in signed_in(alma).get(reverse("desk:jobs")).content.decode()
    assert signed_in(alma).get(address).status_code == 200
    fragment = signed_in(alma).get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in fragment, "4" in fragment) == (False, True)
    for other in (as_role(Role.COORDINATOR, "bilal"), facts.outsider()):
        assert signed_in(other).get(address).status_code == 404
        assert address not in signed_in(other).get(reverse("desk:jobs")).content.decode()
    end_job(job, now=now())
    assert "hx-get" not in signed_in(alma).get(address, headers={"HX-Request": "true"}).content.decode()
