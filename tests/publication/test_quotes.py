"""The bank of quotes: consent binds at each use, a second person reads, strangers see nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts, statements
from tests.factories import network as people
from tests.factories.browsing import signed_in
from tests.factories.statements import PASSAGE, UNTIL, Teller
from vigie.facts.api import Answer, change_consent, delete_statements, restore_statements, validate_minor, withdraw
from vigie.journal.api import notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, Refusals
from vigie.network.api import Acting, Role
from vigie.publication.api import (
    QuoteFilter,
    Standing,
    let_quotes_go,
    mark_used,
    quote,
    quotes,
    read_quote,
    revise_quote,
    usable_quotes,
    withdraw_quote,
)
from vigie.publication.models import Quote

DAY = NOW.date()


def refused(made: Teller, **changes: object) -> set[str]:
    with pytest.raises(Refusals) as several:
        statements.proposed(made, **changes)  # type: ignore[arg-type]
    return {refusal.code for refusal in several.value.refusals}


def usable(acting: Acting, month: dt.date = DAY, zone: str = "") -> list[str]:
    return [card.id for card in usable_quotes(acting, month=month, zone=zone, today=DAY)]


def test_a_quote_serves_once_another_person_has_read_it(made: Teller) -> None:
    proposed = statements.proposed(made)
    assert usable(made.coordinator) == []
    with pytest.raises(Conflict, match=r"quote_reader"):
        read_quote(acting=made.coordinator, quote_id=proposed, agreed=True, now=NOW)
    read_quote(acting=made.reader, quote_id=proposed, agreed=True, now=NOW)
    assert usable(made.coordinator) == [proposed]
    assert usable(made.coordinator, dt.date(2018, 2, 1)) == []
    card = quote(made.coordinator, proposed, today=DAY)
    assert (card.month, card.place_slug, card.text) == (DAY.replace(day=1), "calais", PASSAGE)
    assert usable(made.coordinator, zone=card.zone) == [proposed]
    assert usable(made.coordinator, zone="dieppe") == []


def test_sent_back_it_is_mended_and_read_again(made: Teller) -> None:
    proposed = statements.proposed(made)
    with pytest.raises(Invalid):
        read_quote(acting=made.reader, quote_id=proposed, agreed=False, now=NOW)
    read_quote(acting=made.reader, quote_id=proposed, agreed=False, note="Trop reconnaissable.", now=NOW)
    assert [told.code for told in notifications(person=made.coordinator.actor)] == ["publication.quote_returned"]
    revise_quote(acting=made.coordinator, quote_id=proposed, around=statements.around(pseudonym="Galet"), now=NOW)
    read_quote(acting=made.reader, quote_id=proposed, agreed=True, now=NOW)
    card = quote(made.coordinator, proposed, today=DAY)
    assert (card.pseudonym, card.note, card.usable) == ("Galet", "", True)


def test_without_a_yes_to_be_quoted_nothing_enters(db: None, folder: object) -> None:
    facts.world_of_facts()
    made = statements.teller(yes=("count",))
    assert refused(made) == {"publication.quote_consent"}


def test_a_minor_waits_for_the_referent(db: None, folder: object) -> None:
    facts.world_of_facts()
    made = statements.teller(minor_stated=True)
    assert refused(made) == {"publication.quote_minor"}
    referent = people.acting("rosa", of="lisiere", roles=[Role.CHILD_REFERENT])
    validate_minor(acting=referent, testimony_id=made.testimony.id, now=NOW)
    assert statements.proposed(made)


def test_what_is_wrong_is_told_together_and_beside_its_field(made: Teller) -> None:
    wrong = refused(
        made, text="Appelez le 06 12 34 56 78 vers 6 h.", pseudonym=" ", until=None, translations={"en": "x"}
    )
    assert wrong == {
        "publication.quote_naming",
        "publication.quote_pseudonym",
        "publication.quote_until",
        "publication.quote_translator",
    }
    assert refused(made, text="a" * 601) == {"publication.quote_long"}
    assert refused(made, until=DAY - dt.timedelta(1)) == {"publication.quote_until_past"}
    assert refused(made, text="Nous, les Soudanais, on dormait.") == {"publication.quote_look"}
    assert statements.proposed(made, text="Nous, les Soudanais, on dormait.", looked_at=True)
    assert refused(made, translator="T", translations={"en": "We are Sudanese."}) == {"publication.quote_look"}


def test_it_never_outlives_the_consent(made: Teller) -> None:
    last = DAY + dt.timedelta(days=10)
    change_consent(
        acting=made.coordinator, testimony_id=made.testimony.id, answers=[Answer("quote", True, last)], now=NOW
    )
    assert refused(made) == {"publication.quote_until_consent"}
    proposed = statements.ready(made, until=last)
    later = quote(made.coordinator, proposed, today=last + dt.timedelta(1))
    assert (later.standing, later.until) == (Standing.CONSENT, last)


def test_taken_back_it_leaves_at_once_and_those_who_printed_it_are_told(made: Teller) -> None:
    used = statements.ready(made)
    release = statements.release(made, by=people.acting("petra", of="lisiere").actor)
    mark_used(quotes=[used, used], release=release.id)
    withdraw(acting=made.coordinator, testimony_id=made.testimony.id, now=NOW)
    assert usable(made.coordinator) == []
    assert let_quotes_go(now=NOW) == 0, "those concerned were told at once"
    card = quote(made.coordinator, used, today=DAY)
    assert (card.standing, card.because) == (Standing.WITHDRAWN, "consent")
    assert [use.number for use in card.uses] == [3]
    for person in (release.released_by, made.coordinator.actor, made.reader.actor):
        assert "publication.quote_gone_used" in {told.code for told in notifications(person=person)}


def test_what_rests_in_the_bin_may_come_back(made: Teller) -> None:
    kept = statements.ready(made)
    delete_statements(acting=made.coordinator, statement_ids=[made.statement], now=NOW)
    assert usable(made.coordinator) == []
    assert let_quotes_go(now=NOW) == 0
    restore_statements(acting=made.coordinator, statement_ids=[made.statement], now=NOW)
    assert usable(made.coordinator) == [kept]


def test_the_night_withdraws_what_ran_out_and_what_is_gone(made: Teller) -> None:
    old, orphan = statements.ready(made), statements.ready(made, until=UNTIL + dt.timedelta(days=300))
    Quote.objects.filter(id=orphan).update(testimony=None)
    assert let_quotes_go(now=NOW + dt.timedelta(days=201)) == 2
    assert {q.withdrawn_because for q in Quote.objects.filter(id__in=[old, orphan])} == {"expired", "gone"}


def test_the_network_sees_only_what_may_be_used_and_a_stranger_nothing(made: Teller) -> None:
    near, far = facts.neighbour(), facts.outsider()
    waits = statements.proposed(made)
    shared = statements.ready(made)
    assert [card.id for card in quotes(near, QuoteFilter(), today=DAY)] == [shared]
    card = quote(near, shared, today=DAY)
    assert (card.chosen_by, card.read_by, card.own) == ("", "", False)
    assert quotes(far, QuoteFilter(), today=DAY) == []
    for who, which in ((near, waits), (far, shared), (far, waits)):
        with pytest.raises(Missing):
            quote(who, which, today=DAY)
    for who in (near, far):
        with pytest.raises(Missing):
            withdraw_quote(acting=who, quote_id=shared, because="x", now=NOW)
        with pytest.raises(Missing):
            read_quote(acting=who, quote_id=waits, agreed=True, now=NOW)
        with pytest.raises(Missing):
            revise_quote(acting=who, quote_id=waits, around=statements.around(), now=NOW)


def test_without_a_network_tick_a_quote_stays_at_home(db: None, folder: object) -> None:
    facts.world_of_facts()
    made = statements.teller(yes=("quote",))
    statements.ready(made)
    assert usable(made.coordinator)
    assert usable(facts.neighbour()) == []


def test_rights(made: Teller) -> None:
    proposed = statements.proposed(made)
    observer = people.acting("odile", of="lisiere", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        read_quote(acting=observer, quote_id=proposed, agreed=True, now=NOW)
    with pytest.raises(Denied):
        withdraw_quote(acting=observer, quote_id=proposed, because="x", now=NOW)
    with pytest.raises(Denied):
        revise_quote(acting=made.reader, quote_id=proposed, around=statements.around(), now=NOW)


def test_the_pages_read_send_back_mend_and_withdraw(made: Teller) -> None:
    proposed = statements.proposed(
        made,
        text=statements.ARABIC,
        language="ar",
        translations={"fr": "Ils sont arrivés avant l’aube, nous dormions."},
        translator="L.",
    )
    reading, choosing = signed_in(made.reader), signed_in(made.coordinator)
    address = reverse("publication:quote", args=[proposed])
    page = reading.get(address).content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "Accepter la citation" in page
    assert "Accepter la citation" not in choosing.get(address).content.decode()
    refused_page = reading.post(f"{address}/relire", {"agreed": "no"})
    assert refused_page.status_code == 400
    assert "ce qui est à reprendre" in refused_page.content.decode()
    reading.post(f"{address}/relire", {"agreed": "no", "note": "Un mot de trop."})
    assert "Un mot de trop." in choosing.get(f"{address}/reprendre").content.decode()
    wrong = choosing.post(f"{address}/reprendre", {"pseudonym": "Galet", "until": "2001-01-01", "translator": "L."})
    assert wrong.status_code == 400
    assert "Galet" in wrong.content.decode()
    filled = {"pseudonym": "Galet", "until": UNTIL.isoformat(), "translator": "L.", "translation_fr": "Avant l’aube."}
    assert choosing.post(f"{address}/reprendre", filled).status_code == 302
    assert reading.post(f"{address}/relire", {"agreed": "yes"}).status_code == 302
    listed = reading.get(reverse("publication:quotes"), {"langue": "ar", "etat": "usable"}).content.decode()
    assert "Galet" in listed
    assert "Galet" not in reading.get(reverse("publication:quotes"), {"langue": "en"}).content.decode()
    assert (
        reading.get(reverse("publication:quotes"), {"langue": "zz", "etat": "?", "zone": "nulle-part"}).status_code
        == 200
    )
    assert reading.post(f"{address}/retirer", {"because": "demandé"}).status_code == 302
    assert "demandé" in reading.get(address).content.decode()
    assert signed_in(facts.outsider()).get(address).status_code == 404
