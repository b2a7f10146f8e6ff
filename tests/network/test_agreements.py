"""An agreement binds once every party signed, until one of them ends it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.network import TODAY, acting, acts, organisation
from vigie.kernel.api import Denied, Invalid, Missing, OrgId
from vigie.network.api import Relation, Role, end_agreement, make_agreement, relation, sign_agreement
from vigie.network.models import Agreement, Person

pytestmark = pytest.mark.django_db


def again(told):
    """The same person, on the same day, with what holds by now."""
    return acts(Person.objects.get(id=told.actor), of=told.organisation_slug)


@pytest.fixture
def parties():
    return acting("alma"), acting("bilal", of="partenaire")


def propose(mine, *others, now, **terms):
    values = {"title": "Accord", "covers": "", "starts": TODAY, **terms}
    return make_agreement(acting=mine, organisations=[o.organisation for o in others], now=now, **values)


def test_it_binds_from_the_last_signature_on(parties, now):
    mine, theirs = parties
    made = propose(mine, theirs, now=now)
    assert relation(again(mine), theirs.organisation) is Relation.STRANGER
    sign_agreement(acting=mine, agreement_id=made, now=now)
    sign_agreement(acting=mine, agreement_id=made, now=now)
    assert relation(again(mine), theirs.organisation) is Relation.STRANGER
    sign_agreement(acting=theirs, agreement_id=made, now=now)
    assert relation(again(mine), theirs.organisation) is Relation.AGREEMENT
    assert relation(again(theirs), mine.organisation) is Relation.AGREEMENT


@pytest.mark.parametrize("starts", [TODAY - dt.timedelta(days=90), TODAY, TODAY + dt.timedelta(days=3)])
def test_either_party_ends_it_at_once(parties, now, starts):
    mine, theirs = parties
    made = propose(mine, theirs, now=now, starts=starts)
    for side in parties:
        sign_agreement(acting=side, agreement_id=made, now=now)
    end_agreement(acting=theirs, agreement_id=made, now=now)
    assert relation(again(mine), theirs.organisation) is Relation.STRANGER


def test_a_third_association_neither_signs_nor_ends(parties, now):
    made = propose(*parties, now=now)
    charlie = acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    with pytest.raises(Missing):
        sign_agreement(acting=charlie, agreement_id=made, now=now)
    with pytest.raises(Missing):
        end_agreement(acting=charlie, agreement_id=made, now=now)


def test_an_observer_signs_nothing(parties, now):
    made = propose(*parties, now=now)
    with pytest.raises(Denied):
        sign_agreement(acting=acting("odile", roles=[Role.OBSERVER]), agreement_id=made, now=now)


@pytest.mark.parametrize(
    ("terms", "code"),
    [({"title": "  "}, "no_title"), ({"ends": TODAY - dt.timedelta(days=1)}, "ends_before_start")],
)
def test_terms_that_make_no_sense_are_refused(parties, now, terms, code):
    with pytest.raises(Invalid, match=code):
        propose(*parties, now=now, **terms)


def test_it_takes_another_association_that_uses_the_house(parties, now):
    mine, _theirs = parties
    quiet = OrgId(organisation("muette", uses_vigie=False).id)
    for others in ([], [mine.organisation], [quiet], [OrgId("nobody")]):
        with pytest.raises(Invalid, match="no_party"):
            make_agreement(acting=mine, title="A", organisations=others, covers="", starts=TODAY, now=now)
    assert not Agreement.objects.exists()
