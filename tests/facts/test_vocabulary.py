"""The vocabulary: complete, loaded as often as one likes, its texts never shown as surer than they are."""

from __future__ import annotations

import re

import pytest

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.mailbag import signed_in
from tests.factories.network import house_open
from vigie.facts import api
from vigie.facts.loading import DATA, read_data
from vigie.facts.models import ActType, Norm, Term
from vigie.facts.rules.units import UNITS
from vigie.journal.api import history
from vigie.kernel.api import Denied, Missing
from vigie.network.api import Acting, Role
from vigie.ui.api import say_count

pytestmark = pytest.mark.django_db


def test_forty_nine_acts_in_eight_families_with_known_rights_norms_and_units() -> None:
    acts = {code: act for family in read_data("acts").values() for code, act in family["acts"].items()}
    assert (len(read_data("acts")), len(acts)) == (8, 49)
    for code, act in acts.items():
        assert set(act["rights"]) <= set(read_data("rights")), code
        assert set(act.get("norms", [])) <= set(read_data("norms")), code
        assert set(act["counts"]) <= set(UNITS), code
        assert all([act["fr"], act["en"]]), code


@pytest.mark.parametrize("name", ["acts", "rights", "norms", "terms"])
def test_no_working_note_reaches_a_screen(name: str) -> None:
    text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    assert not re.search(r"\[memory|unknown\]|illegal|illéga", text, re.IGNORECASE)


def test_loading_twice_changes_nothing_and_keeps_what_people_checked(vocabulary: None) -> None:
    lawyer = people.acting("maitre", roles=[Role.AVOCAT])
    api.verify_norm(acting=lawyer, code="CPC-202", now=NOW)
    before = (ActType.objects.count(), Norm.objects.count(), Term.objects.count())
    api.load_vocabulary(now=NOW)
    assert (ActType.objects.count(), Norm.objects.count(), Term.objects.count()) == before
    norm = Norm.objects.get(code="CPC-202")
    assert (norm.verified_on, norm.verified_by, norm.verified_for) == (facts.TODAY, lawyer.actor, lawyer.organisation)


def test_every_norm_must_be_checked_until_somebody_did(vocabulary: None) -> None:
    norms = {n.code: n for family in api.families() for act in family.acts for n in act.norms}
    assert all(norm.to_verify for norm in norms.values())
    with pytest.raises(Denied):
        api.verify_norm(acting=people.acting("iman", roles=[Role.OBSERVER]), code="CPP-15-3", now=NOW)
    api.verify_norm(acting=facts.coordinator(), code="CPP-15-3", now=NOW)
    assert not next(n for f in api.families() for a in f.acts for n in a.norms if n.code == "CPP-15-3").to_verify


CHECKERS = {Role.COORDINATOR, Role.JURISTE, Role.AVOCAT}


@pytest.mark.parametrize("role", list(Role))
def test_a_juriste_an_avocat_or_a_coordinator_checks_a_norm_and_nobody_else(vocabulary: None, role: Role) -> None:
    who = people.acting(f"iman-{role}", roles=[role])
    if role in CHECKERS:
        api.verify_norm(acting=who, code="CPP-15-3", now=NOW)
    else:
        with pytest.raises(Denied):
            api.verify_norm(acting=who, code="CPP-15-3", now=NOW)
    assert (Norm.objects.get(code="CPP-15-3").verified_on == facts.TODAY) == (role in CHECKERS)


def test_a_check_made_by_mistake_is_taken_back_by_the_association_that_made_it(vocabulary: None) -> None:
    mine, theirs = facts.coordinator(), people.acting("otis", of="ailleurs", roles=[Role.AVOCAT])
    api.verify_norm(acting=mine, code="CPC-202", now=NOW)
    with pytest.raises(Missing):
        api.unverify_norm(acting=theirs, code="CPC-202", now=NOW)
    api.unverify_norm(acting=mine, code="CPC-202", now=NOW)
    norm = Norm.objects.get(code="CPC-202")
    assert (norm.verified_on, norm.verified_by, norm.verified_for) == (None, "", "")
    verbs = [entry.verb for entry in history(kind="norm", object_id="CPC-202")]
    assert sorted(verbs) == ["facts.norm_unverified", "facts.norm_verified"]


def test_others_are_told_which_association_checked_a_norm_never_who(vocabulary: None) -> None:
    house_open()
    lawyer = people.member("maitre", roles=[Role.AVOCAT])
    other = people.member("otis", of="ailleurs", roles=[Role.AVOCAT])
    api.verify_norm(acting=people.acts(lawyer), code="CPP-15-3", now=NOW)
    at_home, elsewhere = (signed_in(who).get("/faits/vocabulaire").content.decode() for who in (lawyer, other))
    assert "Remettre à vérifier" in at_home
    assert "Maitre" not in elsewhere
    assert "Remettre à vérifier" not in elsewhere
    assert people.acts(lawyer).organisation_name in elsewhere


def test_suggestions_say_which_act_they_come_from(vocabulary: None) -> None:
    rights, norms = api.suggested(["EXP01", "BIE01"])
    assert {r.word.code: r.acts for r in rights}["HOME"] == ("EXP01", "BIE01")
    assert {n.code: n.acts for n in norms}["CPCE-L411-1"] == ("EXP01",)
    assert {n.status for n in norms} <= {"read", "read_old", "memory"}


def test_closed_lists_have_their_names(vocabulary: None) -> None:
    assert [w.code for w in api.terms("verification")] == ["brut", "relu", "recoupe", "juriste", "conteste", "ecarte"]
    assert {w.code for w in api.terms("verification")} == {v.value for v in api.Verification}
    assert {w.code for w in api.terms("origin")} == {o.value for o in api.Origin}
    assert api.all_terms()["forces"]["CRS"].fr == "Compagnies républicaines de sécurité"


def test_units_are_said_with_their_name(alma: Acting) -> None:
    assert say_count(facts.exactly(1), "tents") == "1 tente"
    assert say_count(facts.exactly(0), "tents") == "0 tente"
    assert say_count(facts.at_least(12), "sleeping_bags") == "au moins 12 sacs de couchage"
    assert api.unit_name("persons") == "personnes"
