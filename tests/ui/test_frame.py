"""The frame: navigation of the journey, who acts, slots, language, theme."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import ResolverMatch, reverse
from django.utils import translation

from vigie.ui.api import HeaderSlot, NavItem, Section, Who, register_header_slot, register_nav, register_who
from vigie.ui.context import Frame


def always(request: HttpRequest) -> bool:
    return True


def never(request: HttpRequest) -> bool:
    return False


def frame(path: str) -> Frame:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return Frame(request)


def register_facts() -> None:
    register_nav(NavItem(Section.VAULT, "Clés", "ui:theme", visible=always))
    register_nav(NavItem(Section.FACTS, "Évènements", "observations", order=1, visible=always))
    register_nav(NavItem(Section.FACTS, "Faits", "facts", order=0, visible=always))


def test_sections_follow_the_journey_whatever_the_order_of_registration() -> None:
    register_facts()
    assert [str(section.label) for section in frame("/").sections] == ["Faits", "Coffre"]


def test_a_section_opens_at_its_first_item() -> None:
    register_facts()
    assert frame("/").sections[0].url == "/faits/"


def test_a_page_that_lies_elsewhere_may_belong_to_an_entry() -> None:
    register_nav(NavItem(Section.FACTS, "Faits", "facts", order=0, visible=always, also=("ui:theme",)))
    register_nav(NavItem(Section.VAULT, "Clés", "observations", order=1, visible=always))
    here = frame(reverse("ui:theme")).sections
    assert [(item.label, item.current) for section in here for item in section.items] == [
        ("Faits", True),
        ("Clés", False),
    ]


def test_the_longest_address_above_the_page_is_the_current_one() -> None:
    register_facts()
    facts = frame("/faits/releves/abc").sections[0]
    assert [(item.url, item.current) for item in facts.items] == [("/faits/", False), ("/faits/releves/", True)]
    assert facts.current


def test_what_is_not_for_this_person_or_has_no_address_is_not_shown() -> None:
    register_nav(NavItem(Section.FACTS, "Faits", "facts", visible=never))
    register_nav(NavItem(Section.CASES, "Dossiers", "no-such-address", visible=always))
    assert frame("/").sections == []


def test_before_sign_in_there_is_no_navigation(client: Client) -> None:
    register_nav(NavItem(Section.FACTS, "Faits", "facts"))
    assert 'class="contents"' not in client.get("/faits/").content.decode()


def test_who_acts_for_whom_is_shown_with_the_way_to_change(client: Client) -> None:
    register_who(lambda request: Who("Veilleurs du rivage", "Inès", switch_person_url="/changer"))
    html = client.get("/faits/").content.decode()
    assert "Veilleurs du rivage" in html
    assert '<a class="with-icon" href="/changer">' in html
    assert "<<undefined" not in html


def test_a_slot_is_filled_or_left_out(client: Client) -> None:
    register_header_slot(
        HeaderSlot("lock", "ui/components/crumbs.html", lambda request: {"steps": [("Ouvrir", "/ouvrir")]})
    )
    register_header_slot(HeaderSlot("other", "ui/components/crumbs.html", lambda request: None))
    assert client.get("/faits/").content.decode().count('class="masthead-slot"') == 1


def test_language_is_chosen_and_the_person_comes_back(client: Client) -> None:
    response = client.post("/ui/langue", {"language": "en", "next": "/faits/"})
    assert response.headers["Location"] == "/faits/"
    assert '<html lang="en" dir="ltr">' in client.get("/faits/").content.decode()


def test_theme_is_kept_and_given_back_to_the_machine(client: Client) -> None:
    client.post("/ui/theme", {"theme": "dark", "next": "/faits/"})
    assert 'data-theme="dark"' in client.get("/faits/").content.decode()
    client.post("/ui/theme", {"theme": "machine"})
    assert "data-theme" not in client.get("/faits/").content.decode()


def test_a_change_of_theme_never_leads_elsewhere(client: Client) -> None:
    response = client.post("/ui/theme", {"theme": "dark", "next": "https://ailleurs.example/"})
    assert response.headers["Location"] == "/"


def test_a_date_is_understood_while_it_is_written(client: Client) -> None:
    assert "Compris : janvier 2018" in client.get("/ui/date", {"when": "01/2018"}).content.decode()
    assert "n’est pas comprise" in client.get("/ui/date", {"when": "31/31/31"}).content.decode()
    assert client.get("/ui/date", {"when": ""}).content.decode().strip() == ""


def test_a_request_refused_before_anyone_looked_who_sends_it_gets_a_bare_page(client: Client) -> None:
    register_nav(NavItem(Section.FACTS, "Faits", "facts", visible=lambda request: bool(request.user.pk)))
    register_who(lambda request: Who("Veilleurs", str(request.user)))
    register_header_slot(
        HeaderSlot("lock", "ui/components/crumbs.html", lambda request: {"steps": [(str(request.user), "/")]})
    )
    response = client.get("/refuse/missing?unlooked")
    assert response.status_code == 404
    assert "Il n’y a rien ici pour vous" in response.content.decode()


@pytest.mark.parametrize(
    ("module", "language", "spoken"),
    [
        ("vigie.ui.web.gallery", "ar", "ar"),
        ("vigie.facts.web.views_list", "ar", "fr"),
        ("vigie.facts.web.views_list", "en", "en"),
        ("vigie.facts.web.views_list", "fr", "fr"),
        ("allauth.account.views", "ar", "fr"),
    ],
)
def test_what_a_floor_does_not_say_in_this_language_is_marked_as_french(
    module: str, language: str, spoken: str
) -> None:
    told = frame("/")
    view = type("view", (), {"__module__": module})
    told._request.resolver_match = ResolverMatch(view, (), {})
    with translation.override(language):
        assert told.content_language == spoken


def test_the_inside_of_such_a_page_mixes_no_language_with_the_one_of_its_frame() -> None:
    inside = '{% extends "ui/base.html" %}{% block content %}<p id="in">{% translate "Où" %}</p>{% endblock %}'
    request = frame("/")._request
    view = type("view", (), {"__module__": "vigie.facts.web.views_list"})
    request.resolver_match = ResolverMatch(view, (), {})
    with translation.override("ar"):
        page = engines["django"].from_string(inside).render({}, request)
    assert '<p id="in">Où</p>' in page
    assert '<html lang="ar" dir="rtl"' in page
    assert "الفعل يُروى أو يُشاهد" in page, "the frame speaks Arabic"
