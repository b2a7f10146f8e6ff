"""Two signatures on exactly one content, then a line in the register that nothing changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.publication import FIGURES, QUERY, Desk, checking, draft, figure, released, signed
from vigie.facts.api import delete_statements
from vigie.facts.models import SourceStatement
from vigie.journal.api import history, notifications
from vigie.kernel.api import Conflict, Denied, FuzzyDate, Invalid, Missing
from vigie.network.api import Acting, Role
from vigie.publication.actions.checks import sign, submit_for_check, take_back
from vigie.publication.actions.releases import correct, release, withdraw_release
from vigie.publication.models import Bulletin, Release, ReleasedCell
from vigie.publication.queries.ledger import drift, earlier_cells, ledger, release_detail, verify_chain
from vigie.publication.queries.policy import policy
from vigie.publication.rules.states import BulletinState

LATER = NOW + dt.timedelta(hours=2)


def state(bulletin: str) -> str:
    return Bulletin.objects.get(id=bulletin).state


def test_the_numbers_follow_the_vocabulary(desk: Desk) -> None:
    found = policy()
    assert {"persons", "arrests", "itt_days"} <= found.people
    assert "tents" not in found.people
    assert found.hidden_by_commune == {"VIO07"}
    day = dt.date(2018, 1, 1)
    waits = {code: (found.first_day(day, [code]) - day).days for code in ("EXP01", "VIO01", "VIO07", "MIN02", "ACC03")}
    assert waits == {"EXP01": 7, "VIO01": 30, "VIO07": 90, "MIN02": 90, "ACC03": 90}


def test_two_people_sign_what_they_saw_and_it_goes_out(desk: Desk) -> None:
    made = Release.objects.get(id=released(desk))
    assert (made.number, made.previous_hash, made.files) == (1, "", {"bulletin.pdf": "0" * 64})
    cells = {c.place: (c.value, c.held, c.reason) for c in ReleasedCell.objects.all()}
    assert cells == {
        "": (60, False, ""),
        "calais": (40, False, ""),
        "marck": (None, True, "small"),
        "sangatte": (None, True, "complement"),
    }
    bulletin = made.bulletin
    assert (bulletin.state, bulletin.figures) == (BulletinState.RELEASED, [])
    assert "17" not in str([c["value"] for c in made.content["cells"]])
    assert [e.verb for e in history(kind="release", object_id=made.id)] == ["publication.released"]
    assert verify_chain() == []


def test_one_signature_or_an_older_content_is_not_enough(desk: Desk) -> None:
    bulletin, content = checking(desk)
    with pytest.raises(Conflict, match="two_needed"):
        release(acting=desk.writer, bulletin_id=bulletin, now=NOW)
    sign(acting=desk.first, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    with pytest.raises(Conflict, match="two_needed"):
        release(acting=desk.writer, bulletin_id=bulletin, now=NOW)
    take_back(acting=desk.writer, bulletin_id=bulletin, now=NOW)
    changed = submit_for_check(
        acting=desk.writer, bulletin_id=bulletin, snapshot={"title": "x"}, cells=FIGURES, now=NOW
    )
    with pytest.raises(Conflict, match="other_content"):
        sign(acting=desk.second, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    sign(acting=desk.second, bulletin_id=bulletin, content_hash=changed, agreed=True, now=NOW)
    with pytest.raises(Conflict, match="two_needed"):
        release(acting=desk.writer, bulletin_id=bulletin, now=NOW)
    assert not Release.objects.exists()


def test_nobody_signs_twice_and_authors_do_not_sign_among_themselves(desk: Desk) -> None:
    bulletin = draft(desk.writer)
    content = submit_for_check(acting=desk.second, bulletin_id=bulletin, snapshot={}, cells=FIGURES, now=NOW)
    sign(acting=desk.writer, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    with pytest.raises(Conflict, match="signed_already"):
        sign(acting=desk.writer, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    with pytest.raises(Denied, match="author_alone"):
        sign(acting=desk.second, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    sign(acting=desk.first, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    assert release(acting=desk.writer, bulletin_id=bulletin, now=NOW)


def test_a_refusal_says_why_and_sends_back(desk: Desk) -> None:
    bulletin, content = checking(desk)
    with pytest.raises(Invalid, match="note_needed"):
        sign(acting=desk.first, bulletin_id=bulletin, content_hash=content, agreed=False, note=" ", now=NOW)
    sign(acting=desk.first, bulletin_id=bulletin, content_hash=content, agreed=False, note="Une date manque.", now=NOW)
    row = Bulletin.objects.get(id=bulletin)
    assert (row.state, row.snapshot, row.figures) == (BulletinState.DRAFT, None, [])
    assert row.checks.get().note == "Une date manque."
    assert notifications(person=desk.writer.actor)[0].code == "publication.sent_back"
    with pytest.raises(Conflict, match="not_checking"):
        sign(acting=desk.second, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)


def outsiders() -> list[Acting]:
    """One bound by an agreement, one of the same network, one that nothing binds."""
    return [facts.partner(), facts.neighbour(), facts.outsider()]


def test_only_its_association_works_on_it_and_everyone_reads_the_register(desk: Desk) -> None:
    made = released(desk)
    waiting, content = checking(desk, month=dt.date(2018, 1, 1))
    for who in outsiders():
        with pytest.raises(Missing):
            sign(acting=who, bulletin_id=waiting, content_hash=content, agreed=True, now=NOW)
        with pytest.raises(Missing):
            release(acting=who, bulletin_id=waiting, now=NOW)
        with pytest.raises(Missing):
            withdraw_release(acting=who, release_id=made, because="x", now=NOW)
        with pytest.raises(Missing):
            correct(acting=who, release_id=made, now=NOW)
        with pytest.raises(Missing):
            drift(made, who, now=NOW)
        assert [card.own for card in ledger(who)] == [False]
        assert release_detail(who, made)[0].released_by == ""
    observer = people.acting("omar", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        sign(acting=observer, bulletin_id=waiting, content_hash=content, agreed=True, now=NOW)
    with pytest.raises(Denied):
        release(acting=observer, bulletin_id=waiting, now=NOW)
    with pytest.raises(Denied):
        submit_for_check(acting=observer, bulletin_id=waiting, snapshot={}, cells=(), now=NOW)
    assert ledger(observer)[0].released_by == "Carmen"


def test_publications_are_chained_and_what_is_altered_is_named(desk: Desk) -> None:
    months = [dt.date(2017, month, 1) for month in (9, 10, 11)]
    for month in months:
        cells = tuple(replace(c, start=month, end=month) for c in FIGURES)
        released(desk, cells, month=month)
    first, second, third = Release.objects.order_by("number")
    assert (second.previous_hash, third.previous_hash) == (first.chain_hash, second.chain_hash)
    assert verify_chain() == []
    ReleasedCell.objects.filter(release=second, place="calais").update(value=41)
    assert verify_chain() == [2]
    ReleasedCell.objects.filter(release=second, place="calais").update(value=40)
    Release.objects.filter(id=third.id).update(files={"bulletin.pdf": "1" * 64})
    assert verify_chain() == [3]
    Release.objects.filter(id=third.id).update(files=third.files, content={**third.content, "more": 1})
    assert verify_chain() == [3]


def test_a_correction_names_what_it_corrects_and_keeps_what_was_held_back(desk: Desk) -> None:
    made = released(desk)
    again = correct(acting=desk.writer, release_id=made, now=LATER)
    assert (Bulletin.objects.get(id=again).version, state(again)) == (2, BulletinState.DRAFT)
    with pytest.raises(Conflict, match="not_released"):
        correct(acting=desk.writer, release_id=made, now=LATER)
    cells = (figure(97), figure(40, "calais"), figure(40, "marck"), figure(17, "sangatte"))
    content = submit_for_check(acting=desk.writer, bulletin_id=again, snapshot={}, cells=cells, now=LATER)
    for who in (desk.first, desk.second):
        sign(acting=who, bulletin_id=again, content_hash=content, agreed=True, now=LATER)
    other = Release.objects.get(id=release(acting=desk.writer, bulletin_id=again, now=LATER))
    assert other.corrects_id == made
    assert {c.place for c in other.cells.filter(held=True)} == {"marck", "sangatte"}
    cards = ledger(desk.first)
    assert [(c.number, c.corrects, c.corrected_by) for c in cards] == [(2, 1, None), (1, None, 2)]
    assert verify_chain() == []


def test_a_publication_that_came_between_asks_for_new_signatures(desk: Desk) -> None:
    """The second was signed giving Sangatte; the first, out meanwhile, held Sangatte back."""
    safe = (figure(60), figure(43, "calais"), figure(17, "sangatte"))
    late = signed(desk, safe)
    other = people.acting("berthe", of="falaise", roles=[Role.COMMUNICATION])
    others = Desk(other, people.acting("dora", of="falaise"), people.acting("emil", of="falaise"))
    released(others)
    with pytest.raises(Conflict, match="ledger_moved"):
        release(acting=desk.writer, bulletin_id=late, now=LATER)
    assert (Release.objects.count(), state(late)) == (1, BulletinState.CHECKING)


def test_a_withdrawn_publication_stays_and_still_binds(desk: Desk) -> None:
    made = released(desk)
    with pytest.raises(Invalid, match="because_needed"):
        withdraw_release(acting=desk.writer, release_id=made, because="", now=NOW)
    withdraw_release(acting=desk.writer, release_id=made, because="Une source s’est retirée.", now=NOW)
    with pytest.raises(Conflict, match="withdrawn_already"):
        withdraw_release(acting=desk.writer, release_id=made, because="encore", now=NOW)
    (card,) = ledger(desk.first)
    assert card.withdrawn_because == "Une source s’est retirée."
    assert len(earlier_cells()[0]) == len(FIGURES)
    assert verify_chain() == []


def test_it_says_that_the_facts_have_changed_since(desk: Desk) -> None:
    tuesday = FuzzyDate.day(dt.date(2017, 12, 12))
    known = [facts.eviction_in_calais(desk.second, statement=facts.eviction(date=tuesday)) for _ in range(2)]
    cells = (figure(2, "calais", measure="events", query=f"commune=calais&{QUERY}"), figure(3, "marck", query=QUERY))
    bulletin, content = checking(desk, cells)
    assert sign(acting=desk.first, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)[0].now is None
    delete_statements(acting=desk.second, statement_ids=[known[0]], now=NOW)
    told = sign(acting=desk.second, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    assert [(d.cell.measure, d.cell.value, d.now) for d in told] == [("events", 2, 1), ("persons", None, None)]
    made = release(acting=desk.writer, bulletin_id=bulletin, now=NOW)
    assert [(d.cell.value, d.now) for d in drift(made, desk.first, now=NOW)] == [(2, 1)]
    assert SourceStatement.objects.count() == 2


def test_what_cannot_be_signed_is_refused_whole(desk: Desk) -> None:
    bulletin = draft(desk.writer)
    asked = {"acting": desk.writer, "bulletin_id": bulletin, "now": NOW}
    with pytest.raises(Invalid, match="not_plain"):
        submit_for_check(snapshot={"day": dt.date(2018, 1, 1)}, cells=FIGURES, **asked)
    with pytest.raises(Invalid, match="two_numbers"):
        submit_for_check(snapshot={}, cells=(figure(40), figure(41)), **asked)
    assert state(bulletin) == BulletinState.DRAFT
