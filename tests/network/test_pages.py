"""Pages of the network: who sees what, what they cost, what they do."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.network import PASSWORD, acts, agreement_between, member, network_of, organisation
from vigie.network.api import CapabilityCode, Role, load_organisations, load_places
from vigie.network.models import Agreement, Capability, Invitation, Organisation, Person, RoleGrant

pytestmark = pytest.mark.django_db
EVERYONE = ["directory", "people", "agreements", "places", "charges"]
FORMS = ["invite", "propose_agreement", "change_organisation"]


@pytest.fixture(autouse=True)
def _today(moved_clock):
    """The clock stands still."""


def browser(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def admin():
    return member("alma", roles=[Role.ADMIN])


@pytest.fixture
def odile(admin):
    return member("odile", roles=[Role.OBSERVER])


@pytest.fixture
def charlie(admin):
    return member("charlie", of="ailleurs", roles=[Role.ADMIN])


@pytest.mark.parametrize("name", EVERYONE)
def test_every_member_reads_and_nobody_unknown_does(odile, name):
    address = reverse(f"network:{name}")
    assert browser(odile).get(address).status_code == 200
    turned_away = Client().get(address)
    assert turned_away.status_code == 302
    assert turned_away.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [*FORMS, "journal", "setup"])
def test_an_observer_is_told_no_and_an_administrator_enters(admin, odile, name):
    address = reverse(f"network:{name}")
    assert browser(odile).get(address).status_code == 403
    assert browser(admin).get(address).status_code == 200


@pytest.mark.parametrize("name", ["person", "person_leaves"])
def test_someone_of_another_association_is_nobody(odile, charlie, name):
    address = reverse(f"network:{name}", args=[odile.id])
    assert browser(charlie).get(address).status_code == 404


POSTS = [
    "grant_role",
    "end_role",
    "grant_capability",
    "end_capability",
    "add_responsibility",
    "return_link",
    "person_leaves",
]


@pytest.mark.parametrize("name", POSTS)
def test_an_outsider_changes_nobody(odile, charlie, name):
    data = {"role": "observer", "code": "trained", "label": "clés"}
    answer = browser(charlie).post(reverse(f"network:{name}", args=[odile.id]), data)
    assert answer.status_code == 404
    assert acts(odile).roles == {Role.OBSERVER}
    assert not Capability.objects.exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", POSTS)
def test_an_observer_changes_nobody(odile, name):
    data = {"role": "observer", "code": "trained", "label": "clés"}
    assert browser(odile).post(reverse(f"network:{name}", args=[odile.id]), data).status_code == 403


@pytest.mark.parametrize("name", ["sign_agreement", "end_agreement"])
def test_an_outsider_neither_signs_nor_ends(admin, charlie, name):
    row = agreement_between(organisation("lisiere"), organisation("partenaire"))
    assert browser(charlie).post(reverse(f"network:{name}", args=[row.id])).status_code == 404
    row.refresh_from_db()
    assert row.ends is None


def test_what_changes_comes_by_post_alone(admin, odile):
    for name in POSTS[:6]:
        assert browser(admin).get(reverse(f"network:{name}", args=[odile.id])).status_code == 405


def test_a_forged_post_is_refused(admin, odile):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(admin)
    address = reverse("network:grant_role", args=[odile.id])
    assert careful.post(address, {"role": "admin"}).status_code == 403
    assert acts(odile).roles == {Role.OBSERVER}


@pytest.mark.parametrize("name", ["people", "directory", "agreements", "journal"])
def test_a_list_costs_the_same_for_one_and_for_three(admin, name):
    seen = browser(admin)

    def row(slug: str) -> None:
        agreement_between(organisation("lisiere"), organisation(slug), title=slug)
        who = member(slug, capabilities=[CapabilityCode.TRAINED])
        seen.post(reverse("network:grant_role", args=[who.id]), {"role": "juriste"})

    def cost() -> int:
        seen.get(reverse(f"network:{name}"))
        with CaptureQueriesContext(connection) as made:
            assert seen.get(reverse(f"network:{name}")).status_code == 200
        return len(made)

    row("un")
    one = cost()
    row("deux")
    row("trois")
    assert cost() == one


def test_from_invitation_to_departure_through_the_pages(admin):
    seen = browser(admin)
    shown = seen.post(reverse("network:invite"), {"name": "Bilal", "roles": ["observer", "juriste"]})
    assert "no-store" in shown.headers["Cache-Control"]
    link = shown.context["link"]
    guest = Client()
    answer = guest.post(
        link, {"name": "Bilal", "username": "bilal", "password": PASSWORD, "again": PASSWORD, "spoken": ["fr", "ar"]}
    )
    assert answer.status_code == 302
    bilal = Person.objects.get(username="bilal")
    assert (acts(bilal).roles, bilal.spoken) == ({Role.OBSERVER, Role.JURISTE}, ["fr", "ar"])
    person = reverse("network:person", args=[bilal.id])
    assert "juriste" in seen.get(person).content.decode()
    seen.post(reverse("network:end_role", args=[bilal.id]), {"role": "juriste"})
    seen.post(reverse("network:add_responsibility", args=[bilal.id]), {"label": "clés du local"})
    left = seen.post(reverse("network:person_leaves", args=[bilal.id]))
    assert left.url == reverse("network:charges")
    assert "clés du local" in seen.get(left.url).content.decode()
    assert seen.get(person).status_code == 404
    assert guest.get("/").status_code == 302


def test_a_refusal_is_written_beside_its_field_and_nothing_typed_is_lost(admin):
    shown = browser(admin).post(reverse("network:invite"), {"name": "Bilal", "roles": []})
    assert shown.status_code == 200
    assert list(shown.context["form"].errors) == ["roles"]
    assert 'value="Bilal"' in shown.content.decode()
    made = browser(admin).post(
        reverse("network:propose_agreement"),
        {"title": "A", "organisations": [], "starts": "2018-01-20", "ends": "2018-01-10"},
    )
    assert "organisations" in made.context["form"].errors
    assert not Agreement.objects.exists()


def test_a_role_that_does_not_exist_is_refused_plainly(admin, odile):
    seen = browser(admin)
    for name, field in (("grant_role", "role"), ("end_role", "role"), ("end_capability", "code")):
        assert seen.post(reverse(f"network:{name}", args=[odile.id]), {field: "king"}).status_code == 400


def test_the_directory_narrows_and_says_so(admin, now):
    load_places(now=now, include_unverified=False)
    load_organisations(now=now, include_unverified=False)
    seen = browser(admin)
    shown = seen.get(reverse("network:directory"), {"zone": "normandie", "domaine": "juridique"})
    assert [line.row.slug for line in shown.context["lines"]] == ["itinerance-cherbourg", "psm"]
    assert [words for words, _url in shown.context["in_force"]] == ["Normandie (ports ferry)", "droit"]
    nothing = seen.get(reverse("network:directory"), {"q": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in nothing.content.decode()
    assert nothing.context["lines"] == []


def test_a_page_of_the_directory_says_where_its_words_come_from(admin, now):
    load_organisations(now=now, include_unverified=False)
    shown = browser(admin).get(reverse("network:organisation", args=["hro"])).content.decode()
    assert "rapportsdeforce.fr" in shown
    assert "Projet de L’Auberge des Migrants" in shown
    assert browser(admin).get(reverse("network:organisation", args=["itinerance-dieppe"])).status_code == 404


def test_places_show_former_names_and_never_a_living_place(odile, now):
    load_places(now=now, include_unverified=False)
    shown = browser(odile).get(reverse("network:places")).content.decode()
    assert "Coudekerque-Village" in shown
    assert "lieux de vie informels" not in shown


def test_an_association_changes_its_own_page(admin):
    answer = browser(admin).post(
        reverse("network:change_organisation"), {"name": "La Lisière", "kind": "collective", "domains": ["sante"]}
    )
    assert answer.status_code == 302
    row = Organisation.objects.get(slug="lisiere")
    assert (row.name, row.kind, row.domains) == ("La Lisière", "collective", ["sante"])


def test_the_journal_speaks_and_shows_only_ones_own(admin, charlie, odile):
    browser(admin).post(reverse("network:grant_role", args=[odile.id]), {"role": "juriste"})
    mine = browser(admin).get(reverse("network:journal")).content.decode()
    assert "<strong>Alma</strong> a donné un rôle · Odile" in mine
    theirs = browser(charlie).get(reverse("network:journal")).content.decode()
    assert "a donné un rôle" not in theirs
    other = browser(admin).get(reverse("network:journal"), {"partie": "vault"}).content.decode()
    assert "a donné un rôle" not in other


def test_an_agreement_goes_from_proposal_to_end_through_the_pages(admin):
    partner = member("bilal", of="partenaire")
    network_of(organisation("lisiere"), organisation("partenaire"))
    there = organisation("partenaire").id
    terms = {"title": "Accord", "organisations": [there], "covers": "relevés", "starts": "2018-01-01"}
    assert browser(admin).post(reverse("network:propose_agreement"), terms).status_code == 302
    made = Agreement.objects.get()
    for who in (admin, partner):
        browser(who).post(reverse("network:sign_agreement", args=[made.id]))
    assert "en vigueur" in browser(admin).get(reverse("network:agreements")).content.decode()
    browser(partner).post(reverse("network:end_agreement", args=[made.id]))
    assert "terminé" in browser(admin).get(reverse("network:agreements")).content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("name", [*EVERYONE, *FORMS, "journal", "setup"])
def test_every_page_stands_in_every_language_of_the_screens(admin, language, name, now):
    load_places(now=now, include_unverified=False)
    seen = browser(admin)
    seen.cookies["vigie-langue"] = language
    shown = seen.get(reverse(f"network:{name}"))
    assert shown.status_code == 200
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in shown.content.decode()


def test_a_role_that_ended_closes_the_open_session(odile):
    seen = browser(odile)
    assert seen.get(reverse("network:people")).status_code == 200
    RoleGrant.objects.filter(person=odile).delete()
    assert seen.get(reverse("network:people")).status_code == 403


def test_a_platform_offers_and_the_association_answers(admin, odile):
    Organisation.objects.filter(slug="lisiere").update(kind=Organisation.Kind.PLATFORM)
    other = organisation("ailleurs")
    zoe, stranger = member("zoe", of="ailleurs", roles=[Role.ADMIN]), member("yan", of="tierce", roles=[Role.ADMIN])
    data = {"member": other.id}
    offer_url = reverse("network:offer_membership")
    assert browser(odile).post(offer_url, data).status_code == 403
    seen, theirs = browser(admin), browser(zoe)
    page, their_page = (reverse("network:organisation", args=[slug]) for slug in ("lisiere", "ailleurs"))
    assert seen.post(offer_url, data).url == page
    assert seen.get(page).context["members"] == []
    assert "member" in seen.post(offer_url, {"member": "nobody"}).context["member_form"].errors
    (offer,) = theirs.get(their_page).context["offers_received"]
    assert browser(stranger).get(their_page).context["offers_received"] == []
    refused = theirs.post(reverse("network:refuse_offer", args=[offer.id]), follow=True)
    assert reverse("network:reopen_offer", args=[offer.id]) in refused.content.decode()
    theirs.post(reverse("network:reopen_offer", args=[offer.id]))
    assert browser(stranger).post(reverse("network:accept_offer", args=[offer.id])).status_code == 404
    theirs.post(reverse("network:accept_offer", args=[offer.id]))
    assert [m.member for m in seen.get(page).context["members"]] == [other]
    browser(stranger).post(reverse("network:remove_member", args=[other.id]))
    assert len(seen.get(page).context["members"]) == 1
    theirs.post(reverse("network:leave_network", args=[offer.network_id]))
    assert seen.get(page).context["members"] == []


def test_the_page_of_ones_association_tells_its_history_to_who_may_read_the_journal(admin, odile, charlie):
    seen = browser(admin)
    page = reverse("network:organisation", args=["lisiere"])
    seen.post(reverse("network:change_organisation"), {"name": "Lisière", "kind": "association"})
    assert "a changé la page de l’association" in seen.get(page).content.decode()
    for outsider in (odile, charlie):
        assert browser(outsider).get(page).context["history"] == []


@pytest.mark.parametrize("year", ["99999", "0", "-5", "deux mille"])
def test_a_year_that_cannot_be_is_told_beside_its_field(admin, year):
    told = browser(admin).post(
        reverse("network:change_organisation"), {"name": "Lisière", "kind": "association", "founded": year}
    )
    assert (told.status_code, list(told.context["form"].errors)) == (200, ["founded"])
