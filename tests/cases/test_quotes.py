"""Choose a quote: what is not literally told does not leave the vault, nor does a name of the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts, statements
from tests.factories import network as people
from tests.factories.mailbag import signed_in
from tests.factories.statements import PASSAGE, STORY, UNTIL, Teller
from tests.factories.vault import WORDS
from vigie.cases.actions.quotes import Chosen, choose_quote, open_told
from vigie.cases.rules.passages import betrays, is_in, names_in, tidy
from vigie.cases.rules.told import Told, Unreadable, read_told
from vigie.kernel.api import Denied, Invalid, Missing, Refusals
from vigie.network.api import Role
from vigie.network.models import Person
from vigie.publication.models import Quote
from vigie.vault.api import openings


@pytest.fixture
def made(db: None, folder: Path, moved_clock: object) -> Teller:
    facts.world_of_facts()
    return statements.teller()


@pytest.mark.parametrize(
    ("passage", "there"),
    [
        (PASSAGE, True),
        ("Ils sont   arrivés\navant le jour.\u00a0On dormait.", True),
        ("Ils sont arrivés […] On dormait.", True),
        ("Ils ont tiré les tentes, [un ami] criait.", True),
        ("On dormait. […] Ils sont arrivés avant le jour.", False),
        ("Ils sont arrivés avant la nuit.", False),
        ("On […]", False),
        ("[…] […]", False),
        ("", False),
    ],
)
def test_a_passage_is_literally_in_the_narrative(passage: str, there: bool) -> None:
    story = STORY.replace("mon ami Quintrell", "Quintrell")
    assert is_in(passage, story, "") is there


def test_arabic_is_compared_whatever_its_marks_of_direction() -> None:
    assert is_in("\u200fوصلوا قبل الفجر", tidy(statements.ARABIC))


def test_a_form_a_text_and_what_is_neither() -> None:
    told = read_told(statements.record("Récit.", "Zorblax Quintrell"))
    assert told == Told("Récit.", "", ("Zorblax", "Quintrell"))
    assert read_told("Un texte tapé.".encode()) == Told("Un texte tapé.")
    pasted = "\ufeff (Recueilli en arabe)\r\nجاؤوا في الصباح.\r\nTraduction : Ils sont venus le matin."
    assert is_in("Ils sont venus le matin.", read_told(pasted.encode()).narrative)
    assert is_in("جاؤوا في الصباح.", read_told(pasted.encode()).narrative)
    own = b"<d><q1>oui</q1><q2>Une longue reponse avec des mots, assez longue pour etre un recit.</q2></d>"
    assert read_told(own).narrative.startswith("Une longue")
    for content in (b"", b"\xff\xfe\x00", b"<a><b>", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', b"<a>" * 90):
        with pytest.raises(Unreadable):
            read_told(content)


def test_names_and_initials_of_the_record() -> None:
    names = ("Zorblax", "Quintrell")
    assert names_in("mon ami QUINTRELL criait", names) == ["Quintrell"]
    assert betrays("Z. Q.", names)
    assert betrays("Zorblax", names)
    assert not betrays("Mouette", names)
    assert not betrays("", ())


def choose(made: Teller, text: str, **changes: object) -> str:
    told = open_told(acting=made.coordinator, unlocked=made.unlocked, statement=made.statement, motive="citer", now=NOW)
    chosen = Chosen(text, "fr", statements.around(**changes))
    return choose_quote(acting=made.coordinator, statement=made.statement, told=told, chosen=chosen, now=NOW)


def test_a_passage_goes_down_and_nothing_else(made: Teller) -> None:
    choose(made, "Ils sont arrivés  avant le jour. On dormait.")
    row = Quote.objects.get()
    assert row.text == PASSAGE
    assert row.testimony_id == made.testimony.id
    assert [opened.motive for opened in openings(made.coordinator.organisation)] == ["citer"]


@pytest.mark.parametrize(
    ("text", "changes", "code"),
    [
        ("Ils ont brûlé les tentes.", {}, "cases.not_told"),
        ("mon ami Quintrell criait", {}, "cases.names_someone"),
        (PASSAGE, {"pseudonym": "ZQ"}, "cases.pseudonym_betrays"),
        (PASSAGE, {"translations": {"en": "Zorblax slept."}, "translator": "L."}, "cases.names_someone"),
    ],
)
def test_what_was_not_told_or_names_someone_is_refused(
    made: Teller, text: str, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusals) as several:
        choose(made, text, **changes)
    assert code in {refusal.code for refusal in several.value.refusals}
    assert not Quote.objects.exists()


def test_nothing_is_opened_without_key_right_or_consent(made: Teller) -> None:
    observer = people.acting("odile", of="lisiere", roles=[Role.OBSERVER])
    asked = {"statement": made.statement, "motive": "citer", "now": NOW}
    with pytest.raises(Denied, match=r"vault\.locked"):
        open_told(acting=made.coordinator, unlocked=None, **asked)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        open_told(acting=observer, unlocked=None, **asked)  # type: ignore[arg-type]
    for other in (facts.neighbour(), facts.partner(), facts.outsider()):
        with pytest.raises(Missing):
            open_told(acting=other, unlocked=None, **asked)  # type: ignore[arg-type]
    made.testimony.consent.answers.filter(purpose="quote").update(granted=False)
    with pytest.raises(Invalid, match=r"quote_consent"):
        open_told(acting=made.coordinator, unlocked=made.unlocked, **asked)  # type: ignore[arg-type]
    assert openings(made.coordinator.organisation) == []


def browser(made: Teller) -> Client:
    client = signed_in(Person.objects.get(id=made.coordinator.actor))
    client.post("/coffre/ouvrir", {"passphrase": WORDS})
    return client


def test_the_page_opens_for_a_motive_and_loses_nothing_on_error(made: Teller) -> None:
    client = browser(made)
    address = reverse("cases:choose_quote", args=[made.statement])
    assert "On dormait" not in client.get(address).content.decode()
    assert client.post(address, {"action": "open", "motive": ""}).status_code == 400
    opened = client.post(address, {"action": "open", "motive": "citer"})
    assert "On dormait" in opened.content.decode()
    assert "no-store" in opened.headers["Cache-Control"]
    filled = {"action": "propose", "text": "Mots inventés par moi.", "language": "fr", "pseudonym": "Mouette"}
    filled |= {"until": UNTIL.isoformat(), "motive": "citer"}
    wrong = client.post(address, filled)
    assert wrong.status_code == 400
    assert "Mots inventés par moi." in wrong.content.decode()
    closed = client.post(address, {**filled, "motive": ""})
    assert closed.status_code == 400
    assert "Mots inventés par moi." in closed.content.decode()
    done = client.post(address, {**filled, "text": PASSAGE})
    assert done.status_code == 302
    assert Quote.objects.get().pseudonym == "Mouette"


def test_the_fact_offers_it_only_where_one_may_quote(made: Teller) -> None:
    client = browser(made)
    fact = reverse("facts:statement", args=[made.statement])
    assert "Choisir une citation" in client.get(fact).content.decode()
    onward = client.get(reverse("cases:quote_of"), {"quotable": made.statement})
    assert onward.headers["Location"] == reverse("cases:choose_quote", args=[made.statement])
    made.testimony.consent.answers.filter(purpose="quote").update(granted=False)
    assert "Choisir une citation" not in client.get(fact).content.decode()
    assert "Rien ne peut être cité" in client.get(onward.headers["Location"]).content.decode()
