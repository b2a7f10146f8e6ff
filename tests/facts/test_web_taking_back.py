"""What the pages of facts let one take back: a mark, a tournée, a consent; and what they refuse to write."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories import facts
from tests.factories.browsing import signed_in
from tests.factories.facts import eviction_in_calais, neighbour
from tests.factories.facts_pages import HERE
from vigie.facts.api import (
    FactFilter,
    ShiftDraft,
    SiteDraft,
    Verification,
    close_site,
    delete_shifts,
    open_site,
    page,
    purge,
    record_shift,
    record_testimony,
    set_verification,
)
from vigie.facts.models import ConsentAnswer, Shift, Site, SourceStatement, Testimony
from vigie.network.api import Acting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(moved_clock: object) -> None:
    """The clock stands still."""


def test_one_report_that_cannot_be_marked_is_told_in_the_list(alma: Acting) -> None:
    client, known = signed_in(alma), eviction_in_calais(alma)
    for _ in range(2):
        answer = client.post(f"{HERE}plusieurs", {"statement": known, "what": "relu"}, follow=True)
    assert answer.status_code == 200
    assert "Rien n’a changé" in answer.content.decode()


def test_undoing_a_mark_gives_back_a_contested_state_and_never_undoes_someone_else_s(alma: Acting) -> None:
    client = signed_in(alma)
    mine, theirs = eviction_in_calais(alma), eviction_in_calais(alma)
    for known in (mine, theirs):
        set_verification(
            acting=alma, statement_ids=[known], verification=Verification.CONTESTED, motive="faux", now=NOW
        )
    shown = client.post(f"{HERE}plusieurs", {"statement": [mine, theirs], "what": "relu"}, follow=True)
    set_verification(acting=alma, statement_ids=[theirs], verification=Verification.RAW, now=NOW)
    name = next(iter(client.session["facts_undo"]))
    shown = client.post(f"{HERE}annuler/{name}", follow=True)
    states = dict(SourceStatement.objects.values_list("id", "verification"))
    assert (states[mine], states[theirs]) == ("conteste", "brut")
    assert "changé depuis" in shown.content.decode()


def test_a_tournee_is_thrown_away_and_comes_back(alma: Acting) -> None:
    client = signed_in(alma)
    draft = ShiftDraft(day=facts.TODAY, places=("calais",))
    shift = record_shift(acting=alma, draft=draft, now=NOW)
    client.post(f"{HERE}tournees/{shift}/corbeille")
    client.get(HERE)  # reads the message, which offers to undo
    assert shift not in client.get(f"{HERE}tournees").content.decode()
    assert shift in client.get(f"{HERE}corbeille").content.decode()
    assert client.post(f"{HERE}tournees/{shift}/corbeille").status_code == 404
    client.post(f"{HERE}tournees/{shift}/reprendre")
    assert shift in client.get(f"{HERE}tournees").content.decode()
    assert Shift.objects.get().deleted_at is None


def test_a_tournee_rests_thirty_days_in_the_bin(alma: Acting) -> None:
    shift = record_shift(acting=alma, draft=ShiftDraft(day=facts.TODAY, places=("calais",)), now=NOW)
    delete_shifts(acting=alma, shift_ids=[shift], now=NOW)
    purge(now=NOW + dt.timedelta(days=29))
    assert Shift.objects.count() == 1
    purge(now=NOW + dt.timedelta(days=31))
    assert Shift.objects.count() == 0


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_site_opens_on_a_day_that_can_be(alma: Acting, day: str) -> None:
    data = {"pseudonym": "B2", "place": "Calais", "kind": "camp", "owner_type": "public", "opened_on": day}
    answer = signed_in(alma).post(f"{HERE}lieux/nouveau", data)
    assert (answer.status_code, Site.objects.count()) == (400, 0)


@pytest.mark.parametrize(("what", "name"), [("alias", "x" * 5000), ("rename", "a\x00b"), ("alias", ""), ("fermer", "")])
def test_a_name_or_a_change_that_means_nothing_leaves_the_site_as_it_was(alma: Acting, what: str, name: str) -> None:
    site = open_site(acting=alma, draft=SiteDraft(pseudonym="B2", place="calais"), now=NOW)
    close_site(acting=alma, site_id=site, day=facts.TODAY, now=NOW)
    answer = signed_in(alma).post(f"{HERE}lieux/{site}/changer", {"what": what, "name": name}, follow=True)
    assert answer.status_code == 200
    row = Site.objects.get()
    assert (row.pseudonym, row.closed_on, row.aliases.count()) == ("B2", facts.TODAY, 1)


def test_a_person_changes_their_mind_purpose_by_purpose(alma: Acting) -> None:
    (told,) = record_testimony(acting=alma, draft=facts.told(yes=("count", "quote")), now=NOW)
    client, neighbours = signed_in(alma), neighbour()
    assert "Noter un changement" in client.get(f"{HERE}{told}").content.decode()
    client.post(f"{HERE}{told}/accords", {"says-network": "no", "says-media": "yes", "says-police": "yes"})
    answers = dict(ConsentAnswer.objects.values_list("purpose", "granted"))
    assert (answers["network"], answers["media"], answers["quote"], "police" in answers) == (False, True, True, False)
    assert page(neighbours, FactFilter()).total == 0
    assert client.post(f"{HERE}{told}/accords", {"says-network": "perhaps"}).status_code == 400
    client.post(f"{HERE}{told}/accords", {"says-network": "yes"})
    assert page(neighbours, FactFilter()).total == 1


def test_a_withdrawal_told_at_length_is_still_written(alma: Acting) -> None:
    (told,) = record_testimony(acting=alma, draft=facts.told(), now=NOW)
    answer = signed_in(alma).post(f"{HERE}{told}/retrait", {"motive": "x" * 5000})
    assert answer.status_code == 302
    assert Testimony.objects.get().withdrawn_at == NOW
