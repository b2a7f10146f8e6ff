"""The page of sealed envelopes: what is shown closed, what opening needs, step by step with and without script."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.collection import BASE, Phone, instance, small_form
from tests.factories.envelopes import Told, put, record, sealed_to, stranger_key
from tests.factories.mailbag import Mailbag, mailbag, signed_in
from tests.factories.network import member
from vigie.collection.actions import unsealing
from vigie.collection.api import add_device
from vigie.collection.models import Envelope, FormVersion, Submission
from vigie.collection.pack import read_instance
from vigie.collection.rules.states import Encryption, Flag
from vigie.network.api import Role
from vigie.vault.api import make_bundle, odk_public_key

PAGE = "/terrain/depouillement/enveloppes/"
LIST = "/terrain/depouillement/"
FORM = "vigie-temoignage"


@pytest.fixture
def bag(db: None, folder: Path, moved_clock: dt.datetime) -> Mailbag:
    return mailbag(moved_clock)


def phone_of(bag: Mailbag) -> Phone:
    device = add_device(acting=bag.acting, name="Carnet 2", now=bag.now, base_url=BASE)
    return Phone(bag.acting, bag.holder, device)


def told_to(bag: Mailbag, count: int, *, ended: bool = True) -> None:
    """So many testimonies of three envelopes each."""
    held = phone_of(bag)
    version = FormVersion.objects.filter(form__form_id=FORM).latest("published_at").version
    for number in range(count):
        phone_ = Told(bag.acting.organisation)
        xml = instance(f"<commune>calais</commune><pseudonym>Idris {number}</pseudonym>", form_id=FORM, version=version)
        for sealed in (
            phone_.part(xml),
            phone_.sound(b"son", file="r.webm", piece=0),
            phone_.part(xml, last=ended),
        ):
            assert put(held, sealed).status_code == 201


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def hidden(answer: HttpResponse) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', text(answer)))


def test_the_mailbag_says_how_many_wait_and_shows_nothing_of_them(bag: Mailbag) -> None:
    told_to(bag, 2)
    answer = signed_in(bag.person).get(LIST)
    assert "Enveloppes scellées" in text(answer)
    assert PAGE in text(answer)
    assert "Idris" not in text(answer)


def test_a_closed_vault_is_said_first(bag: Mailbag) -> None:
    told_to(bag, 1)
    client = signed_in(bag.person)
    answer = client.get(PAGE)
    assert "3 enveloppes scellées" in text(answer)
    assert "Le coffre est fermé" in text(answer)
    assert client.post(PAGE, {"begin": "1"}).headers["Location"] == PAGE
    assert set(Envelope.objects.values_list("kind", flat=True)) == {""}


def test_without_script_each_step_is_a_page_with_its_button(bag: Mailbag, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsealing, "OPEN_AT_ONCE", 3)
    told_to(bag, 2)
    client = bag.browser()
    assert "Ouvrir les enveloppes" in text(client.get(PAGE))
    sorted_ = client.post(PAGE, {"begin": "1"})
    assert '<progress max="6" value="6" aria-label="Enveloppes triées">' in text(sorted_)
    shown = client.get(PAGE)
    assert "2 témoignages, en cours ou terminés" in text(shown)
    first = client.post(PAGE, hidden(sorted_))
    assert '<progress max="6" value="3" aria-label="Enveloppes ouvertes">' in text(first)
    second = client.post(PAGE, hidden(first))
    assert '<progress max="6" value="6" aria-label="Enveloppes ouvertes">' in text(second)
    over = client.post(PAGE, hidden(second), follow=True)
    assert "2 relevés attendent maintenant." in text(over)
    assert "Aucune enveloppe n’attend" in text(over)
    assert Submission.objects.count() == 2


def test_with_script_only_the_bar_changes_and_it_ends_by_itself(bag: Mailbag) -> None:
    told_to(bag, 1)
    client = bag.browser()
    headers = {"HX-Request": "true"}
    step = client.post(PAGE, {"begin": "1"}, headers=headers)
    assert text(step).startswith("<form class=")
    for _ in range(2):
        step = client.post(PAGE, hidden(step), headers=headers)
    assert (step.headers["HX-Redirect"], step.content) == (PAGE, b"")
    assert Submission.objects.count() == 1


def test_one_that_may_go_on_waits_unless_asked(bag: Mailbag) -> None:
    told_to(bag, 1, ended=False)
    client = bag.browser()
    client.post(PAGE, {"begin": "1"})
    shown = client.get(PAGE)
    assert "Témoignages peut-être en cours" in text(shown)
    assert Submission.objects.count() == 0
    client.post(PAGE, hidden(shown))
    assert Submission.objects.count() == 1


def test_bundles_of_collect_are_sealed_as_age_in_the_same_batch(bag: Mailbag) -> None:
    small_form(now=bag.now)
    made = [_bundle(bag, instance(f"<commune>calais</commune><minor>{minor}</minor>")) for minor in ("no", "yes")]
    assert set(Submission.objects.values_list("encryption", flat=True)) == {Encryption.ODK}
    client = bag.browser()
    assert "2 à resceller avec la clé du coffre" in text(client.get(PAGE))
    step = client.post(PAGE, {"begin": "1"})
    assert 'aria-label="Envois d’ODK Collect rescellés"' in text(step)
    client.post(PAGE, hidden(step))
    rows = {row.id: row for row in Submission.objects.all()}
    assert {row.encryption for row in rows.values()} == {Encryption.NONE}
    assert [(rows[pk].shared.get("commune"), rows[pk].has(Flag.MINOR)) for pk in made] == [
        ("calais", False),
        (None, True),
    ]


def _bundle(bag: Mailbag, xml: bytes) -> str:
    """Send what Collect would, encrypted with the association's key; return the record's id."""
    before = set(Submission.objects.values_list("id", flat=True))
    key = odk_public_key(organisation=bag.acting.organisation, now=bag.now)
    number = read_instance(xml).instance_id
    manifest, files = make_bundle(
        public=key, form_id="petit-releve", version="1", instance_id=number, xml=xml, media={}
    )
    answer = phone_of(bag).post(manifest, *((name, data, "application/octet-stream") for name, data in files.items()))
    assert answer.status_code == 201, answer.content
    return Submission.objects.exclude(id__in=before).get().id


def test_what_stays_shut_says_what_to_do(bag: Mailbag) -> None:
    put(phone_of(bag), sealed_to(record(), stranger_key(), stranger_key()))
    client = bag.browser()
    client.post(PAGE, {"begin": "1"})
    shown = text(client.get(PAGE))
    assert "Elle est scellée pour une autre clé que les vôtres." in shown
    assert "Demandez à une autre personne qui détient les clés de l’essayer." in shown
    assert "Carnet 2" in shown


def test_who_may_not_clear_sees_the_number_and_opens_nothing(bag: Mailbag) -> None:
    told_to(bag, 1)
    referent = signed_in(member("ines", of=bag.slug, roles=(Role.CHILD_REFERENT,)))
    assert "3 enveloppes scellées" in text(referent.get(PAGE))
    assert "Ouvrir les enveloppes" not in text(referent.get(PAGE))
    assert Client.post(referent, PAGE, {"begin": "1"}).status_code == 403
    outsider = signed_in(member("charlie", of="falaise", roles=(Role.COORDINATOR,)))
    assert "0 enveloppe" in text(outsider.get(PAGE))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_queries_whatever_waits(bag: Mailbag, count: int, django_assert_num_queries) -> None:
    told_to(bag, count)
    client = bag.browser()
    client.post(PAGE, {"begin": "1"})
    client.get(PAGE)
    with django_assert_num_queries(19):
        client.get(PAGE)
