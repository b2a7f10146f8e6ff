"""One's own account: for whom one acts, leaving the seat, notifications, the guest's page."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.factories.network import PASSWORD, acting, member, organisation
from vigie.journal.api import notify
from vigie.kernel.api import ActorId
from vigie.network.api import Role, invite, invite_back
from vigie.network.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(moved_clock):
    """The clock stands still."""


def browser(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def shown_for(client: Client) -> str:
    return client.get(reverse("account")).wsgi_request.acting.organisation_slug


def test_one_person_in_two_associations_chooses_and_the_choice_stays():
    alma = member("alma")
    member("alma", of="voisine", roles=[Role.JURISTE])
    seen = browser(alma)
    assert shown_for(seen) == "lisiere"
    seen.post(reverse("choose_organisation"), {"organisation": organisation("voisine").id})
    assert shown_for(seen) == "voisine"
    assert "Voisine" in seen.get(reverse("network:directory")).content.decode()


def test_one_does_not_choose_an_association_where_one_has_no_role():
    alma, other = member("alma"), organisation("ailleurs")
    seen = browser(alma)
    assert seen.post(reverse("choose_organisation"), {"organisation": other.id}).status_code == 404
    assert shown_for(seen) == "lisiere"


def test_a_choice_ends_with_the_role():
    alma = member("alma")
    member("alma", of="voisine")
    seen = browser(alma)
    seen.post(reverse("choose_organisation"), {"organisation": organisation("voisine").id})
    alma.role_grants.filter(organisation__slug="voisine").delete()
    assert shown_for(seen) == "lisiere"


@pytest.mark.parametrize("page", ["switch_person", "sign_out"])
def test_leaving_leaves_nothing_for_the_next_person(page):
    seen = browser(member("alma"))
    seen.cookies["vigie-coffre"] = "something"
    seen.cookies["vigie-langue"] = "ar"
    key = seen.session.session_key
    answer = seen.post(reverse(page))
    assert answer.url == reverse("account_login")
    assert not Session.objects.filter(session_key=key).exists()
    for name in ("vigie-coffre", "vigie-langue", "vigie"):
        assert answer.cookies[name]["max-age"] == 0
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert seen.get(reverse("network:people")).status_code == 302


def test_a_get_signs_nobody_out():
    seen = browser(member("alma"))
    assert seen.get(reverse("switch_person")).status_code == 200
    assert seen.get(reverse("sign_out")).status_code == 405
    assert seen.get(reverse("network:people")).status_code == 200


def test_the_profile_is_ones_own_and_speaks_ones_language():
    alma = member("alma")
    seen = browser(alma)
    answer = seen.post(reverse("account"), {"name": "Alma B.", "language": "en", "spoken": ["en", "ti"]})
    assert answer.status_code == 302
    alma.refresh_from_db()
    assert (alma.name, alma.language, alma.spoken) == ("Alma B.", "en", ["en", "ti"])
    fresh = browser(alma)
    assert '<html lang="en"' in fresh.get(reverse("account")).content.decode()
    refused = seen.post(reverse("account"), {"name": " ", "language": "xx"})
    assert sorted(refused.context["form"].errors) == ["language", "name"]


def test_notifications_are_ones_own_and_are_read_once(now):
    alma, bilal = member("alma"), member("bilal")
    notify(person=ActorId(alma.id), code="network.handed_over", now=now, params={"label": "clés"})
    mine = browser(alma)
    assert "clés" in mine.get(reverse("notifications")).content.decode()
    assert "clés" not in browser(bilal).get(reverse("notifications")).content.decode()
    mine.post(reverse("notifications"))
    assert mine.get(reverse("notifications")).context["unread"] is False


def test_a_guest_who_is_here_already_joins_in_one_press(now):
    token = invite(acting=acting("alma"), name="", roles=[Role.OBSERVER], now=now).token
    nour = member("nour", of="ailleurs")
    seen = browser(nour)
    assert seen.get(reverse("invitation", args=[token])).status_code == 200
    seen.post(reverse("invitation", args=[token]))
    assert shown_for(seen) == "lisiere"


def test_a_wrong_or_used_link_is_answered_plainly(now):
    token = invite(acting=acting("alma"), name="", roles=[Role.OBSERVER], now=now).token
    assert Client().get(reverse("invitation", args=["x"])).status_code == 404
    data = {"name": "Bilal", "username": "bilal", "password": PASSWORD, "again": "autre chose du tout"}
    refused = Client().post(reverse("invitation", args=[token]), data)
    assert list(refused.context["form"].errors) == ["again"]
    assert PASSWORD not in refused.content.decode()
    assert Client().post(reverse("invitation", args=[token]), {**data, "again": PASSWORD}).status_code == 302
    assert Client().get(reverse("invitation", args=[token])).status_code == 403


def test_a_link_back_ends_the_sessions_of_the_old_password(now):
    odile = member("odile", roles=[Role.OBSERVER])
    stolen = browser(odile)
    link = reverse("invitation", args=[invite_back(acting=acting("alma"), person_id=ActorId(odile.id), now=now).token])
    answer = Client().post(link, {"password": "phrase toute neuve ici", "again": "phrase toute neuve ici"})
    assert answer.url == reverse("account_login")
    assert stolen.get(reverse("network:people")).status_code == 302


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize(
    "name",
    [
        "account",
        "charter",
        "choose_organisation",
        "switch_person",
        "notifications",
        "mfa_index",
        "account_change_password",
    ],
)
def test_every_page_of_the_account_stands_in_every_language(name, language):
    seen = browser(member("alma"))
    seen.cookies["vigie-langue"] = language
    assert seen.get(reverse(name)).status_code == 200
