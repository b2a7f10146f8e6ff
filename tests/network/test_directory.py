"""The directory: narrowed as a sentence, on a map, on paper; contacts of associations, languages people agreed to show."""

from __future__ import annotations

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.circle import circle
from tests.factories.network import TODAY, acts, member, organisation
from vigie.journal.api import notifications
from vigie.kernel.api import Denied, Invalid, Missing
from vigie.network.actions.directory import ask_speaker, hide_languages
from vigie.network.api import (
    ContactDraft,
    Role,
    SpeakerDraft,
    load_places,
    person_leaves,
    set_contacts,
    show_languages,
)
from vigie.network.models import Organisation, PublicContact, Speaker
from vigie.network.queries.contacts import speakers

pytestmark = pytest.mark.django_db
ARABIC = SpeakerDraft("Ro", [("ar", "fluent"), ("fr", "native")], interprets=True, note="le soir")


@pytest.fixture(autouse=True)
def _today(moved_clock):
    """The clock stands still."""


@pytest.fixture
def told(now):
    load_places(now=now, include_unverified=True)
    return circle()


def browser(who):
    client = Client()
    client.force_login(who)
    return client


def test_it_is_narrowed_by_zone_domain_language_network_and_commune(told):
    Organisation.objects.filter(slug="rivage").update(
        zones=["calaisis"], domains=["sante"], languages=["ar"], communes=["calais"]
    )
    alma = browser(told.people["lisiere"])
    for query in ("zone=calaisis", "domaine=sante", "langue=ar", "reseau=reseau", "commune=calais", "q=RIVAGE"):
        page = alma.get(reverse("network:directory") + f"?{query}").content.decode()
        assert "/reseau/associations/rivage/" in page, query
        assert "/reseau/associations/ailleurs/" not in page, query
    page = alma.get(reverse("network:directory") + "?zone=calaisis&domaine=sante").content.decode()
    assert "Calaisis" in page
    assert "santé" in page


def test_the_list_costs_the_same_with_one_and_three_more(told):
    def cost():
        alma = browser(told.people["lisiere"])
        alma.get(reverse("network:directory"))
        with CaptureQueriesContext(connection) as caught:
            alma.get(reverse("network:directory"))
        return len(caught)

    before = cost()
    for slug in ("une", "deux", "trois"):
        PublicContact.objects.create(organisation=organisation(slug), kind="email", value=f"{slug}@example.org")
    assert cost() == before


def test_contacts_are_said_by_who_manages_and_read_by_all(told, now):
    drafts = [ContactDraft("email", "bonjour@lisiere.example", "adhésions"), ContactDraft("hours", "lundi 14 h")]
    set_contacts(acting=told.ours, contacts=drafts, now=now)
    set_contacts(acting=told.ours, contacts=drafts, now=now)
    assert [c.value for c in PublicContact.objects.all()] == ["bonjour@lisiere.example", "lundi 14 h"]
    page = browser(told.people["ailleurs"]).get(reverse("network:organisation", args=["lisiere"])).content.decode()
    assert "bonjour@lisiere.example" in page
    observer = acts(member("odile", roles=[Role.OBSERVER]))
    with pytest.raises(Denied):
        set_contacts(acting=observer, contacts=[], now=now)


@pytest.mark.parametrize(
    "draft", [ContactDraft("email", "sans arobase"), ContactDraft("page", "ftp://x"), ContactDraft("pigeon", "x")]
)
def test_a_contact_that_is_none_is_refused(told, now, draft):
    with pytest.raises(Invalid):
        set_contacts(acting=told.ours, contacts=[draft], now=now)


def test_too_many_contacts_are_refused(told, now):
    with pytest.raises(Invalid, match="too_many"):
        set_contacts(acting=told.ours, contacts=[ContactDraft("phone", str(n)) for n in range(9)], now=now)


def test_languages_show_in_the_circle_alone_and_under_the_chosen_name(told, now):
    show_languages(acting=told.peer, draft=ARABIC, now=now)
    (card,) = speakers(told.ours, day=TODAY, language="ar", interprets=True)
    assert (card.shown_as, card.mine) == ("Ro", False)
    assert speakers(told.ours, day=TODAY, language="ti") == []
    assert speakers(told.stranger, day=TODAY) == []
    page = browser(told.people["lisiere"]).get(reverse("network:speakers")).content.decode()
    assert "Ro" in page
    assert "Rosa" not in page
    assert told.people["rivage"].id not in page


def test_a_word_reaches_someone_whose_name_stays_unknown(told, now):
    made = show_languages(acting=told.peer, draft=ARABIC, now=now)
    ask_speaker(acting=told.ours, speaker_id=made, words="Demain à 9 h ?", now=now)
    (card,) = notifications(person=told.peer.actor)
    assert card.code == "network.asked_to_speak"
    assert card.params["words"] == "Demain à 9 h ?"
    with pytest.raises(Missing):
        ask_speaker(acting=told.stranger, speaker_id=made, words="?", now=now)
    with pytest.raises(Invalid):
        ask_speaker(acting=told.ours, speaker_id=made, words=" ", now=now)


def test_what_was_shown_is_taken_back_or_goes_with_the_person(told, now):
    show_languages(acting=told.peer, draft=ARABIC, now=now)
    hide_languages(acting=told.peer, now=now)
    hide_languages(acting=told.peer, now=now)
    assert not Speaker.objects.exists()
    made = show_languages(acting=told.peer, draft=ARABIC, now=now)
    told.people["rivage"].role_grants.update(ends=TODAY.replace(day=1))
    assert speakers(told.ours, day=TODAY) == []
    with pytest.raises(Missing):
        ask_speaker(acting=told.ours, speaker_id=made, words="?", now=now)


def test_who_leaves_shows_nothing_any_more(told, now):
    show_languages(acting=told.peer, draft=ARABIC, now=now)
    admin = acts(member("admin", of="rivage", roles=[Role.ADMIN]), of="rivage")
    person_leaves(acting=admin, person_id=told.peer.actor, now=now)
    assert not Speaker.objects.exists()


@pytest.mark.parametrize(
    "draft",
    [
        SpeakerDraft(" ", [("ar", "good")]),
        SpeakerDraft("Ro", []),
        SpeakerDraft("Ro", [("klingon", "good")]),
        SpeakerDraft("Ro", [("ar", "parfaitement")]),
    ],
)
def test_what_makes_no_sense_is_refused(told, now, draft):
    with pytest.raises(Invalid):
        show_languages(acting=told.ours, draft=draft, now=now)


def test_pages_save_and_keep_what_was_typed(told):
    alma = browser(told.people["lisiere"])
    data = {"shown_as": "A.", "speaks_ar": "good", "interprets": "on", "note": "le matin"}
    assert "arabe (bien)" in alma.post(reverse("network:my_languages"), data, follow=True).content.decode()
    refused = alma.post(reverse("network:my_languages"), {"shown_as": "A.", "note": "gardée"})
    assert "gardée" in refused.content.decode()
    assert alma.post(reverse("network:hide_languages")).status_code == 302
    lines = {f"kind_{n}": "email" for n in range(8)}
    page = alma.post(reverse("network:contacts"), {**lines, "value_0": "a@b.example"}, follow=True).content.decode()
    assert "a@b.example" in page
    assert "sans" in alma.post(reverse("network:contacts"), {**lines, "value_0": "sans"}).content.decode()


def test_communes_are_named_on_the_page_of_the_association_and_drawn(told):
    alma = browser(told.people["lisiere"])
    data = {"name": "Lisière", "kind": "association", "communes": "Calais, grande synthe"}
    assert alma.post(reverse("network:change_organisation"), {**data, "communes": "Nulle-Part"}).status_code == 200
    alma.post(reverse("network:change_organisation"), data)
    assert Organisation.objects.get(slug="lisiere").communes == ["calais", "grande-synthe"]
    page = alma.get(reverse("network:directory_map")).content.decode()
    assert page.count("<circle") == 2
    assert "Calais : 1 association" in page


def test_it_prints_as_it_is_narrowed(told, now):
    set_contacts(acting=told.ours, contacts=[ContactDraft("phone", "03 00 00 00 00", "accueil")], now=now)
    answer = browser(told.people["rivage"]).get(reverse("network:directory_pdf") + "?q=lisiere")
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "03 00 00 00 00" in text
    assert "Lisiere" in text
    assert "Falaise" not in text
