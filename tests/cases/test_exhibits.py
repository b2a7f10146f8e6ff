"""Exhibits of a dossier: brought in, numbered, redacted by one and seen by another, proved."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.exhibits import Desk, desk, docx, pdf, photo, video
from vigie.cases.actions.exhibits import (
    Naming,
    add_from_fact,
    move_exhibit,
    name_exhibit,
    remove_exhibit,
    renumber_by_date,
    restore_exhibit,
)
from vigie.cases.actions.redacting import (
    accept_exhibit,
    boxes_mark,
    keep_boxes,
    produce_whole,
    redact,
    redact_again,
    send_back,
)
from vigie.cases.actions.verifying import Verdict, verify_exhibits
from vigie.cases.api import gather
from vigie.cases.models import Body, Exhibit, Referral, ReferralExhibit
from vigie.cases.queries.access import enter
from vigie.cases.queries.exhibits import exhibits, media_offered, open_working, said_references
from vigie.cases.rules.exhibits import Treatment, reference
from vigie.facts.api import MediaDraft
from vigie.journal.api import history, notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, VaultRef, world
from vigie.network.api import Acting, Role
from vigie.vault.api import openings, sealed_facts, sealing_writer
from vigie.vault.keystore import keystore

BOX = {"x": 0.38, "y": 0.38, "w": 0.24, "h": 0.24}


@pytest.fixture
def made(db: None, folder: Path) -> Desk:
    facts.world_of_facts()
    return desk()


def body_of(ref: str) -> Path:
    """Where the sealed body of an object lies."""
    return next(path for path in (world().folder / "vault").glob("??/*") if path.name == ref)


def draw(made: Desk, row: Exhibit, page: int = 0) -> None:
    keep_boxes(acting=made.judith, slug=made.slug, exhibit_id=row.id, page=page, boxes=[BOX], now=NOW)


def redacted(made: Desk, row: Exhibit) -> Exhibit:
    draw(made, row)
    redact(acting=made.judith, unlocked=made.open, slug=made.slug, exhibit_id=row.id, now=NOW)
    row.refresh_from_db()
    return row


def accepted(made: Desk, row: Exhibit) -> Exhibit:
    accept_exhibit(
        acting=made.cora,
        unlocked=made.open_too,
        slug=made.slug,
        exhibit_id=row.id,
        working_sha256=row.working_sha256,
        now=NOW,
    )
    row.refresh_from_db()
    return row


def with_media(made: Desk, data: bytes) -> tuple[str, str]:
    """Put a fact of *lisiere* with one medium into the dossier; return the fact and the sealed medium."""
    with sealing_writer(organisation=made.judith.organisation, label="attachment") as writer:
        writer.write(data)
        ref = writer.close(now=NOW)
    told = facts.seen(facts.eviction(media=(MediaDraft(ref, "photo"),)))
    statement = facts.api.record_observation(acting=made.cora, draft=told, now=NOW)
    gather(acting=made.judith, slug=made.slug, statements=[statement], now=NOW)
    return made.team.dossier.facts.get().id, str(ref)


def test_a_medium_of_a_fact_becomes_an_exhibit_and_stays_where_it_is(made: Desk) -> None:
    fact, ref = with_media(made, photo())
    entered = enter(made.judith, made.slug)
    (offer,) = media_offered(made.judith, entered, today=NOW.date())
    assert (offer.fact, offer.sealed_ref, offer.number) == (fact, ref, 0)
    assert media_offered(made.team.avocat, entered, today=NOW.date()) == ()
    keys = {"slug": made.slug, "fact_id": fact, "sealed_ref": ref, "naming": Naming(), "now": NOW}
    with pytest.raises(Denied, match=r"vault\.locked"):
        add_from_fact(acting=made.judith, unlocked=None, **keys)
    with pytest.raises(Missing, match=r"cases\.no_medium"):
        add_from_fact(acting=made.team.avocat, unlocked=made.open, **keys)
    add_from_fact(acting=made.judith, unlocked=made.open, **keys)
    (card,) = exhibits(entered)
    assert (card.original_ref, card.number, str(card.dated)) == (ref, 1, "2018-01-15")
    assert card.kept_as.startswith("Calais")
    assert "pièce n° 1 du dossier" in openings(made.judith.organisation, ref=VaultRef(ref))[0].motive
    assert media_offered(made.judith, entered, today=NOW.date())[0].number == 1


def test_the_same_file_twice_is_told_by_its_number(made: Desk) -> None:
    made.add(photo())
    before = sorted((world().folder / "vault").glob("??/*"))
    with pytest.raises(Conflict, match=r"cases\.exhibit_there") as told:
        made.add(photo())
    assert told.value.params["number"] == 1
    assert sorted((world().folder / "vault").glob("??/*")) == before
    fact, ref = with_media(made, photo())
    with pytest.raises(Conflict, match=r"cases\.exhibit_there"):
        add_from_fact(
            acting=made.judith,
            unlocked=made.open,
            slug=made.slug,
            fact_id=fact,
            sealed_ref=ref,
            naming=Naming(),
            now=NOW,
        )


def test_the_row_holds_no_position_and_no_person_of_the_file(made: Desk) -> None:
    row = made.add(photo())
    assert row.capture["position"] is True
    assert "50" not in json.dumps(row.capture)


def test_two_people_make_an_exhibit_ready_and_the_same_one_cannot(made: Desk) -> None:
    row = redacted(made, made.add(photo()))
    assert (row.state, row.treatment, row.redacted_by) == ("to_review", "boxes", made.judith.actor)
    assert sealed_facts(VaultRef(row.working_ref)).organisation == made.team.dossier.organisation_id
    with pytest.raises(Denied, match=r"cases\.second_person"):
        accept_exhibit(
            acting=made.judith,
            unlocked=made.open,
            slug=made.slug,
            exhibit_id=row.id,
            working_sha256=row.working_sha256,
            now=NOW,
        )
    with transaction.atomic(), pytest.raises(IntegrityError):
        Exhibit.objects.filter(id=row.id).update(reviewed_by=made.judith.actor)
    with pytest.raises(Conflict, match=r"cases\.exhibit_not_ready"):
        open_working(made.open, row.id, "bordereau", NOW)
    assert accepted(made, row).state == "ready"
    copy = Image.open(io.BytesIO(open_working(made.open, row.id, "bordereau", NOW)))
    assert copy.getpixel((200, 150)) < (10, 10, 10)
    assert not copy.getexif()
    told = {e.verb: e.detail.get("boxes") for e in history(kind="exhibit", object_id=row.id)}
    assert (told["cases.exhibit_redacted"], "cases.exhibit_accepted" in told) == (1, True)


def test_what_is_accepted_is_what_was_on_the_screen(made: Desk) -> None:
    row = redacted(made, made.add(photo()))
    with pytest.raises(Conflict, match=r"cases\.exhibit_not_to_review"):
        accept_exhibit(
            acting=made.cora,
            unlocked=made.open_too,
            slug=made.slug,
            exhibit_id=row.id,
            working_sha256="another",
            now=NOW,
        )


def test_sent_back_with_a_note_the_boxes_stay_and_the_copy_goes(made: Desk) -> None:
    row = redacted(made, made.add(photo()))
    copy = row.working_ref
    with pytest.raises(Invalid, match=r"cases\.note_needed"):
        send_back(acting=made.cora, slug=made.slug, exhibit_id=row.id, words=" ", now=NOW)
    send_back(acting=made.cora, slug=made.slug, exhibit_id=row.id, words="Un reflet dans la vitre.", now=NOW)
    row.refresh_from_db()
    assert (row.state, row.note, len(row.boxes), row.working_ref) == ("to_redact", "Un reflet dans la vitre.", 1, "")
    assert sealed_facts(VaultRef(copy)).erased_at is not None


def test_nobody_s_boxes_are_silently_replaced(made: Desk) -> None:
    row = made.add(photo())
    seen = boxes_mark(row)
    draw(made, row)
    with pytest.raises(Conflict, match=r"cases\.boxes_changed"):
        keep_boxes(acting=made.cora, slug=made.slug, exhibit_id=row.id, page=0, boxes=[], base=seen, now=NOW)
    with pytest.raises(Invalid, match=r"cases\.box_not_understood"):
        keep_boxes(acting=made.cora, slug=made.slug, exhibit_id=row.id, page=1, boxes=[BOX], now=NOW)
    row.refresh_from_db()
    assert len(row.boxes) == 1


def test_nothing_to_hide_also_needs_two_and_no_box_is_a_question(made: Desk) -> None:
    row = made.add(photo())
    with pytest.raises(Invalid, match=r"cases\.no_box"):
        redact(acting=made.judith, unlocked=made.open, slug=made.slug, exhibit_id=row.id, now=NOW)
    redact(acting=made.judith, unlocked=made.open, slug=made.slug, exhibit_id=row.id, nothing=True, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.treatment) == ("to_review", "nothing")


def test_letters_as_they_are_and_videos_apart_with_two_people(made: Desk) -> None:
    letter, film, shot = made.add(docx()), made.add(video()), made.add(photo())
    for row, treatment in ((letter, Treatment.AS_IS), (film, Treatment.APART)):
        produce_whole(
            acting=made.judith, unlocked=made.open, slug=made.slug, exhibit_id=row.id, treatment=treatment, now=NOW
        )
        row.refresh_from_db()
        assert accepted(made, row).state == "ready"
    assert open_working(made.open, letter.id, "bordereau", NOW) == docx()
    with pytest.raises(Conflict, match=r"cases\.exhibit_apart"):
        open_working(made.open, film.id, "bordereau", NOW)
    for treatment in (Treatment.AS_IS, Treatment.APART):
        with pytest.raises(Invalid, match=r"cases\.exhibit_not_as_is"):
            produce_whole(
                acting=made.judith, unlocked=made.open, slug=made.slug, exhibit_id=shot.id, treatment=treatment, now=NOW
            )


def test_taken_back_until_it_is_sent(made: Desk) -> None:
    row = accepted(made, redacted(made, made.add(photo())))
    redact_again(acting=made.judith, slug=made.slug, exhibit_id=row.id, now=NOW)
    row = accepted(made, redacted(made, row))
    referral = _produced(made, row, "draft")
    with pytest.raises(Conflict, match=r"cases\.exhibit_in_referral"):
        remove_exhibit(acting=made.judith, slug=made.slug, exhibit_id=row.id, now=NOW)
    Referral.objects.filter(id=referral.id).update(state="filed")
    for deed in (redact_again, remove_exhibit):
        with pytest.raises(Conflict, match=r"cases\.exhibit_sent"):
            deed(acting=made.judith, slug=made.slug, exhibit_id=row.id, now=NOW)


def _produced(made: Desk, row: Exhibit, state: str) -> Referral:
    body = Body.objects.create(code="instance", fr="Instance", en="Body", level="national", nature="autorité")
    referral = Referral.objects.create(
        dossier=row.dossier, body=body, state=state, created_by=made.judith.actor, created_at=NOW
    )
    ReferralExhibit.objects.create(referral=referral, exhibit=row, position=1)
    return referral


def test_numbers_move_and_references_follow(made: Desk) -> None:
    rows = [made.add(photo((400 + n, 300)), f"Photo {n}") for n in range(3)]
    text = f"Voir {reference(rows[0].id)}."
    entered = enter(made.judith, made.slug)
    move_exhibit(acting=made.judith, slug=made.slug, exhibit_id=rows[0].id, step=1, now=NOW)
    assert [c.title for c in exhibits(entered)] == ["Photo 1", "Photo 0", "Photo 2"]
    assert said_references(entered, text) == "Voir pièce n° 2."
    for n, row in enumerate(rows):
        naming = Naming(f"Photo {n}", "Tournée", NOW.date().replace(day=20 - n))
        name_exhibit(acting=made.judith, slug=made.slug, exhibit_id=row.id, naming=naming, now=NOW)
    assert renumber_by_date(acting=made.judith, slug=made.slug, now=NOW) == 3
    assert [c.title for c in exhibits(entered)] == ["Photo 2", "Photo 1", "Photo 0"]
    assert said_references(entered, text) == "Voir pièce n° 3."
    remove_exhibit(acting=made.judith, slug=made.slug, exhibit_id=rows[2].id, now=NOW)
    assert [c.number for c in exhibits(entered)] == [1, 2]
    restore_exhibit(acting=made.judith, slug=made.slug, exhibit_id=rows[2].id, now=NOW)
    assert [(c.number, c.title) for c in exhibits(entered)] == [(1, "Photo 2"), (2, "Photo 1"), (3, "Photo 0")]
    remove_exhibit(acting=made.judith, slug=made.slug, exhibit_id=rows[0].id, now=NOW)
    assert said_references(entered, text) == "Voir [pièce retirée]."


def test_an_altered_exhibit_is_named_told_once_and_whole_again(made: Desk) -> None:
    whole, cut, replaced, gone, copy = (made.add(photo((400 + n, 300)), f"Photo {n}") for n in range(5))
    copy = accepted(made, redacted(made, copy))
    kept = body_of(cut.original_ref).read_bytes()
    body_of(cut.original_ref).write_bytes(kept[:-20])
    body_of(replaced.original_ref).write_bytes(body_of(whole.original_ref).read_bytes())
    keystore().replace([(VaultRef(replaced.original_ref), keystore().get(VaultRef(whole.original_ref)))])
    keystore().delete(VaultRef(gone.original_ref))
    body_of(copy.working_ref).write_bytes(b"\x00" * 500)
    checks = verify_exhibits(acting=made.judith, unlocked=made.open, slug=made.slug, now=NOW)
    found = {check.title: check for check in checks}
    assert [found[f"Photo {n}"].verdict for n in range(5)] == [Verdict.INTACT, *[Verdict.ALTERED] * 4]
    assert (found["Photo 4"].original, found["Photo 4"].copy) == (Verdict.INTACT, Verdict.ALTERED)
    told = [n for n in notifications(person=made.team.avocat.actor) if n.code == "cases.exhibit_altered_told"]
    assert sorted(n.params["number"] for n in told) == [2, 3, 4, 5]
    with pytest.raises(Invalid, match=r"cases\.exhibit_altered"):
        open_working(made.open, copy.id, "bordereau", NOW)
    body_of(cut.original_ref).write_bytes(kept)
    verify_exhibits(acting=made.judith, unlocked=made.open, slug=made.slug, now=NOW)
    again = [n for n in notifications(person=made.team.avocat.actor) if n.code == "cases.exhibit_altered_told"]
    assert len(again) == len(told)
    cut.refresh_from_db()
    assert cut.altered_at is None
    assert len(exhibits(enter(made.judith, made.slug))) == 5


def test_whoever_is_not_in_the_dossier_reaches_nothing(made: Desk) -> None:
    row = accepted(made, redacted(made, made.add(pdf(2))))
    stranger: Acting = people.acting("charlie", of="ailleurs", roles=[Role.JURISTE])
    colleague = people.acting("colin", of="lisiere", roles=[Role.JURISTE])
    for other in (stranger, colleague):
        with pytest.raises(Missing):
            verify_exhibits(acting=other, unlocked=made.open, slug=made.slug, now=NOW)
        with pytest.raises(Missing):
            remove_exhibit(acting=other, slug=made.slug, exhibit_id=row.id, now=NOW)
        with pytest.raises(Missing):
            accept_exhibit(
                acting=other, unlocked=made.open, slug=made.slug, exhibit_id=row.id, working_sha256="", now=NOW
            )
    made.team.dossier.accesses.filter(person=made.cora.actor).update(ended_at=NOW, ended_by="x")
    with pytest.raises(Missing):
        open_working(made.open_too, row.id, "bordereau", NOW)
