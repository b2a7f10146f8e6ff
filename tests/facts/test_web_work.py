"""What one does in the pages of facts, one at a time: type, correct, choose, take back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import facts
from tests.factories.browsing import signed_in
from tests.factories.facts import (
    coordinator,
    eviction,
    eviction_in_calais,
    exactly,
)
from tests.factories.facts_pages import opened, typed
from vigie.facts.models import Observation, Shift, SourceStatement
from vigie.kernel.api import Count, Qualifier
from vigie.network.api import Acting, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moved_clock")]


# Type in


def test_three_answers_make_a_releve(alma: Acting) -> None:
    client = signed_in(alma)
    form = opened(client, "new")
    answer = client.post(reverse("facts:new"), typed(form, place="calais", acts=["EXP01"]))
    statement = SourceStatement.objects.get()
    assert answer.headers["Location"] == reverse("facts:statement", args=[statement.id])
    assert (statement.place.slug, statement.acts.get().act_type_id) == ("calais", "EXP01")
    assert statement.observation.origin == "hand"
    assert not statement.tallies.exists()


def test_what_was_counted_keeps_its_qualifier_and_what_was_not_asked_is_absent(alma: Acting) -> None:
    client = signed_in(alma)
    sent = typed(
        opened(client, "new"),
        place="Grande Synthe",
        acts=["EXP01", "BIE01"],
        count_persons_0="environ 40",
        count_tents_1="unknown",
        more_unit_1="bicycles",
        more_count_1_0="3",
        more_count_1_1="min",
        officers_CRS="20+",
        forces=["PN"],
    )
    assert client.post(reverse("facts:new"), sent).status_code == 302
    statement = SourceStatement.objects.get()
    assert {t.unit: t.count for t in statement.tallies.all()} == {
        "persons": Count(40, Qualifier.ABOUT),
        "tents": Count.unknown(),
        "bicycles": Count(3, Qualifier.MIN),
    }
    assert {f.code: f.officers for f in statement.forces.all()} == {"CRS": Count(20, Qualifier.MIN), "PN": None}


def test_nothing_typed_is_lost_on_an_error(alma: Acting) -> None:
    client = signed_in(alma)
    sent = typed(
        opened(client, "new"), place="Nulle-Part", acts=["EXP01"], summary="Deux tentes.", officers_CRS="beaucoup trop"
    )
    answer = client.post(reverse("facts:new"), sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Nulle-Part" in page
    assert "Deux tentes." in page
    assert "beaucoup trop" in page
    assert 'value="EXP01" checked' in page
    assert not SourceStatement.objects.exists()


def test_a_form_sent_twice_makes_one_releve(alma: Acting) -> None:
    client = signed_in(alma)
    sent = typed(opened(client, "new"), place="calais", acts=["EXP01"])
    first, second = (client.post(reverse("facts:new"), sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Observation.objects.count() == 1


def test_who_may_only_record_is_not_asked_how_far_it_goes(alma: Acting) -> None:
    client = signed_in(facts.people.acting("odile", of="lisiere", roles=[Role.OBSERVER]))
    form = opened(client, "new")
    assert "audience" not in form.fields
    client.post(reverse("facts:new"), typed(form, place="calais", acts=["EXP01"], audience="network"))
    statement = SourceStatement.objects.get()
    assert (statement.audience, statement.verification) == ("owner", "brut")


def test_a_tournee_with_nothing_seen_is_kept_as_zero(alma: Acting) -> None:
    client = signed_in(alma)
    sent = typed(opened(client, "new_shift"), place_1="Calais", place_2="Marck", operations_seen_0="0")
    assert client.post(reverse("facts:new_shift"), sent).status_code == 302
    shift = Shift.objects.get()
    assert (shift.seen, shift.missed) == (exactly(0), None)
    assert sorted(p.slug for p in shift.places.all()) == ["calais", "marck"]


def test_a_tournee_has_a_day(alma: Acting) -> None:
    client = signed_in(alma)
    sent = typed(opened(client, "new_shift"), day="janvier 2018", place_1="Calais")
    assert client.post(reverse("facts:new_shift"), sent).status_code == 400


# Correct


def test_a_correction_changes_what_was_changed_and_nothing_else(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = signed_in(alma)
    sent = typed(opened(client, "edit", statement), count_persons_0="45", count_persons_1="exact")
    assert client.post(reverse("facts:edit", args=[statement]), sent).status_code == 302
    row = SourceStatement.objects.get()
    assert row.version == 2
    assert row.tallies.get(unit="persons").count == exactly(45)
    assert row.acts.get(act_type="BIE01").count == exactly(12)
    assert row.observation.basis_stated == ["flagrance"]
    assert row.forces.get().vehicles == exactly(4)
    history = client.get(reverse("facts:statement", args=[statement])).context["history"]
    assert [name for name, _before, _after in history[0]["changes"]] == ["Nombres"]


def test_saving_without_a_change_changes_nothing(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = signed_in(alma)
    assert (
        client.post(reverse("facts:edit", args=[statement]), typed(opened(client, "edit", statement))).status_code
        == 302
    )
    assert SourceStatement.objects.get().version == 1


def test_two_people_who_change_the_same_field_choose(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    address = reverse("facts:edit", args=[statement])
    mine, theirs = signed_in(alma), signed_in(coordinator("bilal"))
    form, other = opened(mine, "edit", statement), opened(theirs, "edit", statement)
    theirs.post(address, typed(other, summary="La version de Bilal."))
    answer = mine.post(address, typed(form, summary="Ma version.", time_to="10:00"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "La version de Bilal." in page
    assert "Ma version." in page
    assert SourceStatement.objects.get().summary == "La version de Bilal."
    chosen = {"held": answer.context["held"], "keep_summary": "mine"}
    assert mine.post(reverse("facts:resolve", args=[statement]), chosen).status_code == 302
    row = SourceStatement.objects.get()
    assert (row.summary, row.time_to.hour) == ("Ma version.", 10)


def draft_of(client: Client, page: str, about: str, sent: dict[str, Any]) -> None:
    """Keep what the browser would send as a draft."""
    fields = [(n, str(v)) for n, values in sent.items() for v in (values if isinstance(values, list) else [values])]
    address = reverse("vault:draft", args=[page, about])
    body = {"token": "page", "fields": fields}
    assert client.post(address, body, content_type="application/json").status_code == 200


def test_a_draft_resumed_after_someone_else_s_correction_meets_the_choice(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    address = reverse("facts:edit", args=[statement])
    mine, theirs = signed_in(alma), signed_in(coordinator("bilal"))
    sent = typed(opened(mine, "edit", statement), summary="Ma version.")
    draft_of(mine, "correction", statement, sent)
    theirs.post(address, typed(opened(theirs, "edit", statement), summary="La version de Bilal."))
    assert "vous attend" not in theirs.get(address).content.decode()
    resumed = mine.get(address + "?brouillon=1")
    assert "a été corrigé depuis votre brouillon" in resumed.content.decode()
    form = resumed.context["form"]
    assert form["summary"].value() == "Ma version."
    answer = mine.post(address, {**sent, "version": form["version"].value()})
    assert (answer.status_code, "La version de Bilal." in answer.content.decode()) == (409, True)
    chosen = {"held": answer.context["held"], "keep_summary": "mine"}
    assert mine.post(reverse("facts:resolve", args=[statement]), chosen).status_code == 302
    assert SourceStatement.objects.get().summary == "Ma version."
    assert "vous attend" not in mine.get(address).content.decode(), "saved, hence forgotten"


def test_a_releve_resumed_is_recorded_once_and_a_half_typed_one_is_not_reproached(alma: Acting) -> None:
    client = signed_in(alma)
    sent = typed(opened(client, "new"), summary="À finir.", date="pas une date")
    draft_of(client, "releve", "nouveau", sent)
    answer = client.get(reverse("facts:new") + "?brouillon=1")
    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors)) == (200, {})
    assert (form["summary"].value(), form["key"].value()) == ("À finir.", sent["key"])
    done = typed(form, date="hier", place="calais", acts=["EXP01"])
    assert client.post(reverse("facts:new"), done).status_code == 302
    client.post(reverse("facts:new"), done)
    assert SourceStatement.objects.count() == 1
    gone = client.get(reverse("facts:new") + "?brouillon=1").content.decode()
    assert "Ce brouillon n’est plus là" in gone


def test_the_version_of_a_form_cannot_be_forged(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = signed_in(alma)
    sent = typed(opened(client, "edit", statement), version="1")
    assert client.post(reverse("facts:edit", args=[statement]), sent).status_code == 400
    assert client.post(reverse("facts:resolve", args=[statement]), {"held": "x"}).status_code == 400


def test_an_edit_is_taken_back(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = signed_in(alma)
    client.post(reverse("facts:edit", args=[statement]), typed(opened(client, "edit", statement), summary="Autre."))
    assert client.post(reverse("facts:undo_edit", args=[statement, 1])).status_code == 302
    assert SourceStatement.objects.get().summary == eviction().summary
