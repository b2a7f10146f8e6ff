"""Organisations of the directory and the networks they belong to."""

from __future__ import annotations

import pytest

from tests.factories.network import TODAY, acting, organisation
from vigie.journal.models import Entry
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.network.api import (
    OrganisationDraft,
    Role,
    change_organisation,
    create_organisation,
    organisations,
)
from vigie.network.api import organisation as find
from vigie.network.queries import DirectoryFilter, directory

pytestmark = pytest.mark.django_db
DRAFT = OrganisationDraft(slug="estran", name="Estran", zones=["calaisis"], domains=["sante"])


def test_the_house_enters_an_organisation_once(now):
    card = create_organisation(acting=None, draft=DRAFT, now=now)
    assert find("estran") == find(card.id) == card
    assert Entry.objects.get(verb="network.organisation_created").object_id == card.id
    with pytest.raises(Conflict):
        create_organisation(acting=None, draft=DRAFT, now=now)


def test_an_observer_enters_none_and_changes_nothing(now):
    odile = acting("odile", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        create_organisation(acting=odile, draft=DRAFT, now=now)
    with pytest.raises(Denied):
        change_organisation(acting=odile, draft=DRAFT, now=now)


def test_one_changes_only_ones_own(now):
    other = organisation("ailleurs", name="Ailleurs")
    change_organisation(acting=acting("alma"), draft=OrganisationDraft(slug="ailleurs", name="Nous"), now=now)
    assert find("lisiere").name == "Nous"
    assert find(other.id).name == "Ailleurs"


def test_an_association_does_not_call_itself_a_network(now):
    charlie = acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    for kind in ("platform", "federation"):
        with pytest.raises(Invalid) as refused:
            change_organisation(
                acting=charlie, draft=OrganisationDraft(slug="ailleurs", name="Ailleurs", kind=kind), now=now
            )
        assert refused.value.code == "network.kind_of_network"


def test_the_directory_is_narrowed(now):
    create_organisation(acting=None, draft=DRAFT, now=now)
    organisation("ailleurs", zones=["bretagne"], domains=["sante", "abri"])
    narrowed = {
        ("text", "estr"): ["estran"],
        ("zone", "bretagne"): ["ailleurs"],
        ("domain", "sante"): ["ailleurs", "estran"],
        ("zone", "nulle-part"): [],
    }
    for (name, value), slugs in narrowed.items():
        assert [row.slug for row in directory(DirectoryFilter(**{name: value}), day=TODAY)] == slugs


def test_who_uses_the_house(now):
    organisation("lisiere")
    organisation("muette", uses_vigie=False)
    assert [card.slug for card in organisations(using_vigie=True)] == ["lisiere"]
    with pytest.raises(Missing):
        find("nulle-part")
