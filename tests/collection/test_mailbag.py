"""From the mailbag to the facts: under consent, under the minor rule, with a trace, and with a way back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.mailbag import MOTIVE, STORY, Mailbag, mailbag
from tests.factories.network import acts, member
from vigie.collection.actions import versing
from vigie.collection.actions.opening import open_record
from vigie.collection.api import fill
from vigie.collection.models import Review, Submission
from vigie.collection.pack import read_instance
from vigie.collection.queries import mailbag as queries
from vigie.collection.queries.drafts import account_from, observation_from
from vigie.collection.rules.states import Encryption, Flag, State
from vigie.facts.api import ShiftDraft, ask_by_words, delete_shifts, restore_shifts, shifts
from vigie.facts.models import Observation, SourceStatement, Testimony
from vigie.journal.api import history, notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, VaultRef
from vigie.network.api import Audience, Role
from vigie.vault.api import make_bundle, odk_public_key, open_intake, open_stream, openings, sealed_facts, slip_digest


@pytest.fixture
def bag(db: None, folder: Path, moved_clock: dt.datetime) -> Mailbag:
    return mailbag(moved_clock)


def verse(bag: Mailbag, record: Submission, *, audience: Audience = Audience.NETWORK, **more: object) -> versing.Versed:
    opened = bag.open(record)
    assert opened.read is not None
    coded = observation_from(opened.read.draft, audience=audience)
    return versing.verse(acting=bag.acting, opened=opened, coded=coded, now=bag.now, **more)  # type: ignore[arg-type]


def verse_shift(bag: Mailbag) -> tuple[Submission, versing.Versed]:
    record = bag.send("vigie-tournee", day=bag.now.date().isoformat(), communes="calais")
    opened = bag.open(record)
    coded = ShiftDraft(day=bag.now.date(), places=("calais",))
    return record, versing.verse(acting=bag.acting, opened=opened, coded=coded, now=bag.now)


def test_undoing_a_versed_tournee_takes_it_out_of_every_figure(bag: Mailbag) -> None:
    record, versed = verse_shift(bag)
    assert [shift.id for shift in shifts(bag.acting)] == list(versed.fact_ids)
    versing.undo(acting=bag.acting, record_id=record.id, now=bag.now)
    assert shifts(bag.acting) == []
    record.refresh_from_db()
    assert record.state == State.RECEIVED
    restore_shifts(acting=bag.acting, shift_ids=versed.fact_ids, now=bag.now)
    assert [shift.id for shift in shifts(bag.acting)] == list(versed.fact_ids)


def test_a_tournee_binned_before_its_undo_does_not_hinder_it(bag: Mailbag) -> None:
    record, versed = verse_shift(bag)
    delete_shifts(acting=bag.acting, shift_ids=versed.fact_ids, now=bag.now)
    versing.undo(acting=bag.acting, record_id=record.id, now=bag.now)
    assert shifts(bag.acting) == []


def verse_testimony(bag: Mailbag, record: Submission, **changes: object) -> versing.Versed:
    opened = bag.open(record)
    assert opened.read is not None
    coded = replace(account_from(opened.read.draft, pseudonym="Idris", received=bag.now.date()), **changes)
    return versing.verse(acting=bag.acting, opened=opened, coded=coded, now=bag.now)


def test_an_observation_goes_out_coded_and_its_raw_stays_sealed(bag: Mailbag) -> None:
    record = bag.eviction()
    versed = verse(bag, record)
    statement = SourceStatement.objects.get(id=versed.fact_ids[0])
    assert statement.audience == Audience.NETWORK
    assert statement.place.slug == "calais"
    assert list(statement.acts.values_list("act_type_id", flat=True)) == ["EXP01"]
    observation = Observation.objects.get()
    assert observation.sealed_ref == record.sealed_ref
    assert observation.origin == "field"
    record.refresh_from_db()
    assert record.state == State.VERSED


def test_once_versed_the_server_can_no_longer_read_the_raw(bag: Mailbag) -> None:
    record = bag.eviction()
    verse(bag, record)
    with pytest.raises(Denied) as refused:
        open_intake(ref=VaultRef(record.sealed_ref))
    assert refused.value.code == "vault.key_gone"


def test_each_opening_says_who_and_why(bag: Mailbag) -> None:
    record = bag.eviction()
    bag.open(record)
    (opening,) = openings(bag.acting.organisation)
    assert (opening.actor, opening.motive) == (bag.acting.actor, MOTIVE)


def test_a_closed_vault_opens_nothing(bag: Mailbag) -> None:
    record = bag.eviction()
    with pytest.raises(Denied) as refused:
        open_record(acting=bag.acting, unlocked=None, record_id=record.id, motive=MOTIVE, screen="fr", now=bag.now)
    assert refused.value.code == "vault.locked"


def test_without_the_tick_a_testimony_stays_with_its_association(bag: Mailbag) -> None:
    verse_testimony(bag, bag.testimony(consent_count="no"))
    assert SourceStatement.objects.get().audience == Audience.OWNER


def test_with_the_tick_a_testimony_reaches_the_network(bag: Mailbag) -> None:
    verse_testimony(bag, bag.testimony())
    assert SourceStatement.objects.get().audience == Audience.NETWORK


def test_a_no_of_the_record_is_never_made_a_yes_by_the_screen(bag: Mailbag) -> None:
    record = bag.testimony(consent_count="no", consent_quote="no")
    said_yes = account_from(bag.open(bag.testimony()).read.draft, pseudonym="x", received=bag.now.date())  # type: ignore[union-attr]
    verse_testimony(bag, record, consent=said_yes.consent)
    answers = dict(Testimony.objects.get().consent.answers.values_list("purpose", "granted"))
    assert answers == {"count": False, "network": False, "lawyer": True, "quote": False}


def test_a_stated_minor_is_held_whatever_the_screen_says(bag: Mailbag) -> None:
    verse_testimony(bag, bag.testimony(minor="yes", age_band=""), minor_stated=False)
    testimony = Testimony.objects.get()
    assert testimony.minor_stated
    assert SourceStatement.objects.get().audience == Audience.OWNER


def test_a_testimony_is_not_versed_as_an_observation(bag: Mailbag) -> None:
    with pytest.raises(Invalid) as refused:
        verse(bag, bag.testimony())
    assert refused.value.code == "collection.kind"


def test_a_summary_that_names_someone_is_refused_until_it_was_looked_at(bag: Mailbag) -> None:
    record = bag.testimony()
    opened = bag.open(record)
    assert opened.read is not None
    draft = account_from(opened.read.draft, pseudonym="Idris", received=bag.now.date())
    named = replace(draft, statements=(replace(draft.statements[0], summary="Zorblax raconte."),))
    with pytest.raises(Invalid) as refused:
        versing.verse(acting=bag.acting, opened=opened, coded=named, now=bag.now)
    assert refused.value.code == "collection.names_left"
    assert not SourceStatement.objects.exists()
    versing.verse(acting=bag.acting, opened=opened, coded=named, now=bag.now, naming_accepted=True)
    assert SourceStatement.objects.count() == 1


def test_what_names_people_is_found_in_place(bag: Mailbag) -> None:
    opened = bag.open(bag.testimony())
    assert opened.read is not None
    story = next(a for a in opened.read.answers if a.answer == STORY)
    assert [p.words for p in story.found] == ["Zorblax", "Quintrell", "06 12 34 56 78"]


def test_a_record_is_versed_once(bag: Mailbag) -> None:
    record = bag.eviction()
    opened = bag.open(record)
    verse(bag, record)
    assert opened.read is not None
    coded = observation_from(opened.read.draft, audience=Audience.OWNER)
    with pytest.raises(Conflict) as refused:
        versing.verse(acting=bag.acting, opened=opened, coded=coded, now=bag.now)
    assert refused.value.code == "collection.cleared"
    assert SourceStatement.objects.count() == 1


def test_a_verser_is_undone_within_thirty_days(bag: Mailbag) -> None:
    record = bag.eviction()
    versed = verse(bag, record)
    versing.undo(acting=bag.acting, record_id=record.id, now=bag.now + dt.timedelta(days=29))
    record.refresh_from_db()
    assert record.state == State.RECEIVED
    assert SourceStatement.objects.get(id=versed.fact_ids[0]).deleted_at is not None
    verse(bag, record)
    assert Review.objects.filter(undone_at=None).count() == 1


def test_after_thirty_days_it_is_too_late(bag: Mailbag) -> None:
    record = bag.eviction()
    verse(bag, record)
    with pytest.raises(Conflict) as refused:
        versing.undo(acting=bag.acting, record_id=record.id, now=bag.now + dt.timedelta(days=31))
    assert refused.value.code == "collection.undo_late"


def test_a_damaged_record_says_so_and_stays(bag: Mailbag) -> None:
    record = bag.eviction()
    bag.damage(record)
    assert bag.open(record).trouble == "vault.damaged"
    versing.set_aside(acting=bag.acting, record_id=record.id, reason="damaged", now=bag.now)
    record.refresh_from_db()
    assert record.state == State.SET_ASIDE
    versing.take_back(acting=bag.acting, record_id=record.id, now=bag.now)
    record.refresh_from_db()
    assert record.state == State.RECEIVED


def test_the_same_record_under_another_number_is_shown_as_a_twin(bag: Mailbag) -> None:
    record = bag.eviction()
    raw = bag.open(record)
    assert raw.read is not None
    other = Submission.objects.get(id=record.id)
    other.pk, other.instance_key, other.dedup_tag = "twin", "uuid:autre", "autre"
    other.save(force_insert=True)
    twins = {card.id: card.twins for card in queries.cards(bag.acting, list(queries.records(bag.acting)))}
    assert twins == {record.id: 1, "twin": 1}
    assert [t.id for t in queries.twins_of(record)] == ["twin"]


def test_alike_observations_are_versed_together_and_undone_together(bag: Mailbag) -> None:
    same = {"commune": "calais", "day": bag.now.date().isoformat()}
    records = [bag.eviction(**same, tents=str(n)) for n in range(3)]
    named = bag.eviction(**same, tents="9", note="Demander à Zorblax au 06 12 34 56 78")
    (group,) = queries.alike(bag.acting)
    step = versing.verse_alike(
        acting=bag.acting, unlocked=bag.unlocked, key=group.key, motive=MOTIVE, audience=Audience.OWNER, now=bag.now
    )
    assert set(step.done) == {record.id for record in records}
    assert step.apart == (named.id,)
    named.refresh_from_db()
    assert named.state == State.RECEIVED
    assert named.has(Flag.NEEDS_READING)
    assert versing.undo_batch(acting=bag.acting, batch=step.batch, now=bag.now) == 3
    assert {r.state for r in Submission.objects.all()} == {State.RECEIVED}


def test_another_association_sees_and_opens_nothing(bag: Mailbag) -> None:
    record = bag.eviction()
    outsider = acts(member("zoe", of="ailleurs"), of="ailleurs")
    assert list(queries.records(outsider)) == []
    with pytest.raises(Missing):
        bag.open(record, acting=outsider)
    with pytest.raises(Missing):
        versing.set_aside(acting=outsider, record_id=record.id, reason="later", now=bag.now)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COMMUNICATION, Role.PROGRAMME, Role.CHILD_REFERENT])
def test_who_may_not_clear_opens_nothing(bag: Mailbag, role: Role) -> None:
    record = bag.eviction()
    other = acts(member("noe", of="lisiere", roles=(role,)))
    with pytest.raises(Denied):
        bag.open(record, acting=other)


def test_every_act_leaves_its_entry(bag: Mailbag) -> None:
    record = bag.eviction()
    verse(bag, record)
    versing.undo(acting=bag.acting, record_id=record.id, now=bag.now)
    versing.set_aside(acting=bag.acting, record_id=record.id, reason="later", now=bag.now)
    verbs = {entry.verb for entry in history(kind="record", object_id=record.id)}
    assert verbs == {"collection.versed", "collection.verse_undone", "collection.set_aside"}


def encrypted(bag: Mailbag, *, whole: bool = True) -> Submission:
    """A record with a photo that Collect encrypted on the phone; without its photo when it is not whole."""
    xml = fill("vigie-releve", bag.rng, bag.now, commune="calais", acts="EXP01", photo="photo.jpg", minor="")
    named = read_instance(xml)
    manifest, files = make_bundle(
        public=odk_public_key(organisation=bag.acting.organisation, now=bag.now),
        form_id=named.form_id,
        version=named.version,
        instance_id=named.instance_id,
        xml=xml,
        media={"photo.jpg": b"une photo inventee" * 999},
    )
    sent = {name: data for name, data in files.items() if whole or not name.startswith("photo")}
    parts = {name: SimpleUploadedFile(name, data, "application/octet-stream") for name, data in sent.items()}
    first = SimpleUploadedFile("xml_submission_file.xml", manifest, "text/xml")
    answer = bag.phone.post(bag.door, {"xml_submission_file": first, **parts}, headers={"x-openrosa-version": "1.0"})
    assert answer.status_code == 201, answer.content
    return Submission.objects.get()


def test_a_bundle_of_collect_is_opened_once_and_kept_as_age(bag: Mailbag) -> None:
    record = encrypted(bag)
    opened = bag.open(record)
    assert opened.read is not None
    record.refresh_from_db()
    assert record.encryption == Encryption.NONE
    assert record.shared["where/commune"] == "calais"
    assert sealed_facts(VaultRef(record.sealed_ref)).kind == "age"
    (photo,) = [file for file in bag.open(record).files if file.sealed_ref]
    chunks = open_stream(unlocked=bag.unlocked, ref=VaultRef(photo.sealed_ref), motive=MOTIVE, now=bag.now)
    assert b"".join(chunks) == b"une photo inventee" * 999
    verse(bag, record)
    assert SourceStatement.objects.get().media.count() == 1


def test_a_bundle_that_is_not_whole_is_read_and_left_as_it_came(bag: Mailbag) -> None:
    record = encrypted(bag, whole=False)
    opened = bag.open(record)
    assert (opened.trouble, opened.read is not None) == ("", True)
    record.refresh_from_db()
    assert record.encryption == Encryption.ODK


WRITTEN = {
    "Sable phare DIGUE ancre": True,
    "sâble-phare-digue-ancre": True,
    "[inventé] 0412": False,
    "": False,
    "sable phare digue": False,
    "sable phare digue xyzzy": False,
}


@pytest.mark.parametrize(("slip", "known"), WRITTEN.items())
def test_the_four_words_of_a_slip_become_a_digest_and_nothing_else(bag: Mailbag, slip: str, known: bool) -> None:
    record = bag.testimony(slip=slip)
    verse_testimony(bag, record)
    digest = Testimony.objects.get().consent.code_digest
    house = bag.acting.organisation
    expected = slip_digest(organisation=house, words=("sable", "phare", "digue", "ancre")) if known else ""
    assert digest == expected


def test_a_testimony_whose_words_were_stopped_before_it_was_opened_stays_at_home(bag: Mailbag) -> None:
    record = bag.testimony(slip="sable phare digue ancre", consent_count="yes", consent_quote="yes")
    digest = slip_digest(organisation=bag.acting.organisation, words=("sable", "phare", "digue", "ancre"))
    ask_by_words(organisation=bag.acting.organisation, digest=digest, stops=True, day=bag.now.date())
    verse_testimony(bag, record)
    statement = SourceStatement.objects.get()
    assert (statement.audience, Testimony.objects.get().withdrawn_at is None) == ("owner", False)
    assert [n.code for n in notifications(person=bag.acting.actor)] == ["facts.withdrawn_by_words"]
