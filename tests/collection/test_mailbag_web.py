"""The pages of the mailbag: what is shown closed, what opening needs, what the keyboard sends, who gets what."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from tests.factories.mailbag import MOTIVE, STORY, Mailbag, mailbag, signed_in
from tests.factories.network import member
from vigie.collection.models import Quarantine, Submission
from vigie.collection.queries.mailbag import RecordCard, alike, cards, records
from vigie.collection.rules.states import Flag, State
from vigie.facts.models import SourceStatement, Testimony
from vigie.network.api import Role
from vigie.vault.models import Opening

LIST = "/terrain/depouillement/"


@pytest.fixture
def bag(db: None, folder: Path, moved_clock: dt.datetime) -> Mailbag:
    return mailbag(moved_clock)


@pytest.fixture
def browser(bag: Mailbag) -> Client:
    return bag.browser()


def page_of(record: Submission) -> str:
    return f"{LIST}{record.id}/"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def sent(answer: HttpResponse) -> dict[str, object]:
    """Return what the browser would send of the coding form, as it stands."""
    coder = answer.context["coder"]
    data: dict[str, object] = {}
    for form in coder.forms:
        for bound in form:
            value = bound.value()
            if bound.name.startswith(("count_", "more_count")) or hasattr(bound.field, "fields"):
                parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
                data |= {f"{bound.html_name}_{n}": part for n, part in enumerate(parts) if part is not None}
            elif value not in (None, False, ""):
                data[bound.html_name] = bound.field.prepare_value(value)
    if coder.testimony:
        data["happenings"] = len(coder.happenings)
    return data


def test_the_list_shows_nothing_sealed(bag: Mailbag) -> None:
    bag.testimony()
    answer = signed_in(bag.person).get(LIST)
    assert answer.status_code == 200
    assert "Zorblax" not in text(answer)
    assert "Ouvrir le coffre" in text(answer)


def test_a_record_stays_closed_without_the_vault(bag: Mailbag) -> None:
    record = bag.testimony()
    answer = signed_in(bag.person).get(page_of(record))
    assert (answer.status_code, Opening.objects.count()) == (200, 0)
    assert "Le coffre est fermé" in text(answer)
    assert STORY not in text(answer)


def test_a_record_stays_closed_until_one_says_why(bag: Mailbag) -> None:
    record = bag.testimony()
    client = signed_in(bag.person)
    client.post("/coffre/ouvrir", {"passphrase": bag.holder.passphrase})
    answer = client.get(page_of(record))
    assert "Pourquoi ouvrez-vous ces relevés" in text(answer)
    assert Opening.objects.count() == 0


def test_an_opened_record_is_shown_beside_its_form_and_kept_by_no_cache(bag: Mailbag, browser: Client) -> None:
    answer = browser.get(page_of(bag.testimony()))
    assert "no-store" in answer["Cache-Control"]
    assert '<mark class="found is-name" title="nom">Quintrell</mark>' in text(answer)
    assert Opening.objects.get().motive == MOTIVE


def test_questions_of_an_arabic_record_are_shown_in_both_languages(bag: Mailbag, browser: Client) -> None:
    answer = browser.get(page_of(bag.testimony(language="ar", narrative="قصة مخترعة عن خيام أخذت في الصباح")))
    assert 'lang="ar" dir="rtl"' in text(answer)


def test_borrowing_the_text_hides_what_was_ticked(bag: Mailbag, browser: Client) -> None:
    record = bag.testimony()
    shown = browser.get(page_of(record))
    hide = re.findall(r'name="hide" value="([^"]+)"', text(shown))
    answer = browser.post(page_of(record), {**sent(shown), "action": "borrow", "hide": hide})
    summary = answer.context["coder"].happenings[0]["summary"].value()
    assert summary == (
        "Récit inventé. Je m'appelle personne A, appelez mon frère personne B au [téléphone]."
        " Ils ont pris toutes nos tentes ce matin."
    )
    assert not SourceStatement.objects.exists()


def test_verser_goes_on_to_the_next_and_offers_to_undo(bag: Mailbag, browser: Client) -> None:
    first, second = bag.eviction(), bag.testimony()
    answer = browser.post(page_of(first), {**sent(browser.get(page_of(first))), "action": "verse"})
    assert (answer.status_code, answer["Location"]) == (302, page_of(second))
    assert f"{LIST}{first.id}/annuler" in text(browser.get(LIST))
    browser.post(f"{LIST}{first.id}/annuler")
    first.refresh_from_db()
    assert first.state == State.RECEIVED


def test_a_testimony_that_tells_two_happenings_gives_two_statements(bag: Mailbag, browser: Client) -> None:
    record = bag.testimony()
    shown = browser.get(page_of(record))
    more = browser.post(page_of(record), {**sent(shown), "action": "happening"})
    data = sent(more) | {"s1-date": "15/01/2018", "s1-place": "marck", "s1-acts": ["EXP01"]}
    answer = browser.post(page_of(record), {**data, "action": "verse"})
    assert answer.status_code == 302, text(answer)
    assert Testimony.objects.get().statements.count() == 2


def test_a_summary_that_names_someone_comes_back_with_everything_typed(bag: Mailbag, browser: Client) -> None:
    record = bag.testimony()
    data = sent(browser.get(page_of(record))) | {"s0-summary": "Appelez le 06 12 34 56 78", "action": "verse"}
    answer = browser.post(page_of(record), data)
    assert answer.status_code == 400
    assert "désigne peut-être quelqu" in text(answer)
    assert "Appelez le 06 12 34 56 78</textarea>" in text(answer)
    assert browser.post(page_of(record), data | {"naming_accepted": "1"}).status_code == 302


def test_a_date_not_understood_loses_nothing(bag: Mailbag, browser: Client) -> None:
    record = bag.eviction()
    data = sent(browser.get(page_of(record))) | {"s0-date": "un de ces jours", "s0-site": "B2", "action": "verse"}
    answer = browser.post(page_of(record), data)
    assert answer.status_code == 400
    assert 'value="B2"' in text(answer)


def test_a_minor_shows_who_protects_children(bag: Mailbag, browser: Client) -> None:
    member("oriane", of="lisiere", roles=(Role.CHILD_REFERENT,))
    answer = browser.get(page_of(bag.testimony(minor="yes", age_band="")))
    assert "Oriane" in text(answer)
    assert "Verser pour mon association" in text(answer)


def rings(answer: HttpResponse) -> set[str]:
    """The rings that the answers of an opened record show."""
    return {str(answered.ring) for answered in answer.context["read"].answers}


def test_what_a_minor_says_shows_as_sealed_and_what_a_passer_by_saw_as_shared(bag: Mailbag, browser: Client) -> None:
    assert rings(browser.get(page_of(bag.eviction()))) == {"shared", "sealed"}
    minor = bag.eviction()
    minor.flags = [Flag.MINOR.value]
    minor.save()
    assert rings(browser.get(page_of(minor))) == {"sealed"}
    assert rings(browser.get(page_of(bag.testimony(minor="yes", age_band="")))) == {"sealed"}


@pytest.mark.parametrize(("language", "title"), [("fr", "Relevé rapide"), ("en", "Quick record"), ("ar", "تسجيل سريع")])
def test_a_form_is_called_in_the_language_of_the_screen(bag: Mailbag, language: str, title: str) -> None:
    bag.eviction()
    with override(language):
        assert [card.title for card in mailbag_cards(bag)] == [title]


def mailbag_cards(bag: Mailbag) -> list[RecordCard]:
    return cards(bag.acting, list(records(bag.acting)))


def test_an_audience_or_a_number_that_means_nothing_breaks_nothing(bag: Mailbag, browser: Client) -> None:
    for n in range(2):
        bag.eviction(tents=str(n + 3))
    (group,) = alike(bag.acting)
    answer = browser.post(f"{LIST}semblables/{group.key}/", {"audience": "<b>", "versed": "abc"})
    assert answer.status_code in {200, 302}
    assert set(SourceStatement.objects.values_list("audience", flat=True)) == {"owner"}


def test_a_damaged_record_is_a_page_not_a_crash(bag: Mailbag, browser: Client) -> None:
    record = bag.eviction()
    bag.damage(record)
    answer = browser.get(page_of(record))
    assert answer.status_code == 200
    assert "Ce relevé est abîmé" in text(answer)
    assert "Calais" in text(answer)
    browser.post(f"{LIST}{record.id}/ecarter", {"reason": "damaged"})
    record.refresh_from_db()
    assert record.state == State.SET_ASIDE


def test_what_is_quarantined_has_a_reason_and_can_be_attached(bag: Mailbag, browser: Client) -> None:
    raw = bag.phone.post(
        bag.door,
        {
            "xml_submission_file": _file(
                b'<data id="vigie-releve" version="1999"><where><commune>calais</commune></where></data>'
            )
        },
    )
    assert raw.status_code == 202
    kept = Quarantine.objects.get()
    shown = browser.get(f"{LIST}gardes-a-part/")
    assert "jamais été publiée" in text(shown)
    version = next(v.id for v in shown.context["versions"] if v.form.form_id == "vigie-releve")
    answer = browser.post(f"{LIST}gardes-a-part/{kept.id}", {"action": "attach", "version": version})
    made = Submission.objects.get()
    assert answer["Location"] == page_of(made)
    assert made.shared == {"where/commune": "calais"}


def _file(content: bytes) -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("xml_submission_file.xml", content, "text/xml")


def test_alike_ones_are_previewed_then_versed(bag: Mailbag, browser: Client) -> None:
    for tents in ("1", "2", "3"):
        bag.eviction(tents=tents)
    (group,) = browser.get(LIST).context["alike"]
    address = f"{LIST}semblables/{group.key}/"
    assert "Verser les 3 relevés semblables" in text(browser.get(address))
    browser.post(address, {"audience": "owner"})
    assert SourceStatement.objects.count() == 3


@pytest.mark.parametrize("path", ["", "ecarter", "reprendre", "annuler"])
def test_another_association_gets_404(bag: Mailbag, path: str) -> None:
    record = bag.eviction()
    outsider = signed_in(member("zoe", of="ailleurs"))
    answer = outsider.post(f"{page_of(record)}{path}", {"action": "verse"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.JURISTE, 200),
        (Role.AVOCAT, 200),
        (Role.CHILD_REFERENT, 200),
        (Role.OBSERVER, 403),
        (Role.COMMUNICATION, 403),
    ],
)
def test_who_sees_the_list(bag: Mailbag, role: Role, status: int) -> None:
    assert signed_in(member("noe", of="lisiere", roles=(role,))).get(LIST).status_code == status


def test_who_may_not_clear_reads_what_waits_and_is_led_to_no_record(bag: Mailbag, browser: Client) -> None:
    address = page_of(bag.eviction())
    referente = signed_in(member("noe", of="lisiere", roles=(Role.CHILD_REFERENT,)))
    assert address in text(browser.get(LIST))
    assert address not in text(referente.get(LIST))
    assert referente.get(address).status_code == 403


def test_the_list_costs_as_many_queries_at_one_and_three(
    bag: Mailbag, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bag.eviction(commune="marck")
    with django_assert_max_num_queries(200) as one:
        browser.get(LIST)
    bag.eviction(commune="dieppe")
    bag.testimony()
    with django_assert_max_num_queries(200) as three:
        browser.get(LIST)
    assert len(three) == len(one)


def test_what_was_written_outlives_the_vault_closing(bag: Mailbag, browser: Client) -> None:
    record = bag.eviction()
    page = browser.get(page_of(record))
    summary = next(form["summary"].html_name for form in page.context["coder"].forms if "summary" in form.fields)
    typed = sent(page) | {summary: "Départ sans interprète.", "action": "verse"}
    closed = signed_in(bag.person).post(page_of(record), typed)
    assert "nulle part ailleurs" in text(closed)
    assert (summary, "Départ sans interprète.") in closed.context["written"]
    again = browser.post(page_of(record), dict(closed.context["written"]) | {"action": "resume"})
    assert re.search(rf'name="{summary}"[^>]*>\s*Départ sans interprète.', text(again))
    record.refresh_from_db()
    assert record.state != State.VERSED


def test_a_record_that_is_versed_offers_to_undo_and_no_longer_to_verse(bag: Mailbag, browser: Client) -> None:
    record = bag.eviction()
    browser.post(page_of(record), {**sent(browser.get(page_of(record))), "action": "verse"})
    shown = text(browser.get(page_of(record)))
    assert "Ce relevé est versé" in shown
    assert 'value="verse"' not in shown
