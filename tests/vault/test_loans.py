"""What is lent opens for one person, by name, until it is taken back; and nothing else does. Everything here is invented."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse

from tests.factories.vault import ELSEWHERE, LISIERE, OTHER_WORDS, Holder, acting, founded, joined
from tests.vault.browser import browser
from vigie.journal.api import history, recent
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing, OrgId, VaultRef
from vigie.kernel.api import now as clock
from vigie.network.api import Role
from vigie.vault.api import (
    change_passphrase,
    copy_keystore,
    end_overdue_loans,
    erase,
    keep_odk,
    keyholders,
    lend,
    loans,
    make_bundle,
    odk_public_key,
    offer_keyholder,
    open_many,
    open_sealed,
    open_stream,
    open_with_passphrase,
    openings,
    reconcile,
    remove_keyholder,
    rewrap_pending,
    seal,
    sealing_writer,
    take_back,
    unlocked,
    verify_openable,
)
from vigie.vault.blobs import blobs
from vigie.vault.keystore import Keystore, keystore
from vigie.vault.models import Loan, UnlockSession
from vigie.vault.rules.keys import box, cookie_key, cookie_name, new_cookie

pytestmark = pytest.mark.django_db
STORY = "Récit inventé, dit par personne.".encode()
FILM = b"image" * 40_000
WHY = "préparer le référé"
MANDATE = "mandat du 16 janvier"
CORA = acting("cora", roles=frozenset({Role.COORDINATOR}))
"""Who takes back needs no key."""


@dataclass
class Lent:
    """Two texts and a film of *lisière*; the first text and the film are lent to Aviva of *elsewhere*."""

    alma: Holder
    aviva: Holder
    ref: VaultRef
    kept: VaultRef
    film: VaultRef
    loans: list[str]


def give(alma: Holder, refs: list[VaultRef], now: dt.datetime, **more: object) -> list[str]:
    values = {
        "borrower": ActorId("aviva"),
        "borrower_organisation": ELSEWHERE,
        "until": None,
        "motive": MANDATE,
        **more,
    }
    return lend(unlocked=alma.open(now), refs=refs, now=now, **values)  # type: ignore[arg-type]


def sealed(now: dt.datetime, data: bytes = STORY, **more: object) -> VaultRef:
    return seal(organisation=LISIERE, data=data, label="testimony.story", now=now, **more)  # type: ignore[arg-type]


@pytest.fixture
def lent(alma: Holder, now: dt.datetime) -> Lent:
    joined(alma, now)
    aviva = founded(now, person="aviva", organisation=ELSEWHERE, words=OTHER_WORDS)
    joined(aviva, now, person="basile")
    ref, kept = sealed(now, intake=True), sealed(now)
    with sealing_writer(organisation=LISIERE, label="medium") as writer:
        writer.write(FILM)
        film = writer.close(now=now)
    return Lent(alma, aviva, ref, kept, film, give(alma, [ref, film], now))


@pytest.fixture
def committed() -> Iterator[None]:
    """What waits for the end of a transaction is done at the end of each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vigie.vault.loans.after_commit", lambda callback: callback())
        patch.setattr("vigie.vault.actions.erasing.after_commit", lambda callback: callback())
        yield


def test_it_opens_exactly_what_was_lent(lent: Lent, now: dt.datetime) -> None:
    theirs = lent.aviva.open(now)
    assert open_sealed(unlocked=theirs, ref=lent.ref, motive=WHY, now=now) == STORY
    assert b"".join(open_stream(unlocked=theirs, ref=lent.film, motive=WHY, now=now)) == FILM
    found = open_many(unlocked=theirs, refs=[lent.ref, lent.kept], motive=WHY, now=now)
    assert found[lent.ref] == STORY
    assert isinstance(found[lent.kept], Missing)
    with pytest.raises(Missing, match=r"vault\.no_object"):
        open_sealed(unlocked=theirs, ref=lent.kept, motive=WHY, now=now)
    assert (
        open_with_passphrase(acting=lent.aviva.acting, passphrase=OTHER_WORDS, ref=lent.ref, motive=WHY, now=now)
        == STORY
    )
    assert open_sealed(unlocked=lent.alma.open(now), ref=lent.ref, motive=WHY, now=now) == STORY


def test_the_trace_is_the_owner_s_and_names_the_other_association(lent: Lent, now: dt.datetime) -> None:
    open_sealed(unlocked=lent.aviva.open(now), ref=lent.ref, motive=WHY, now=now)
    (card,) = openings(LISIERE)
    assert (card.ref, card.actor, card.motive) == (lent.ref, "aviva", WHY)
    assert openings(ELSEWHERE) == []
    told = {(e.organisation, e.verb) for e in history(kind="sealed", object_id=lent.ref) if e.actor == "aviva"}
    assert told == {(LISIERE, "vault.opened_by_borrower"), (ELSEWHERE, "vault.opened_lent")}


def test_the_page_of_openings_says_who_of_which_association(lent: Lent) -> None:
    browser(lent.aviva.acting)
    open_sealed(unlocked=lent.aviva.open(clock()), ref=lent.ref, motive=WHY, now=clock())
    text = browser(lent.alma.acting).get(reverse("vault:openings")).content.decode()
    assert "Aviva" in text
    assert "(Elsewhere)" in text
    assert WHY in text


def test_no_motive_no_opening(lent: Lent, now: dt.datetime) -> None:
    with pytest.raises(Invalid, match=r"vault\.motive_needed"):
        open_sealed(unlocked=lent.aviva.open(now), ref=lent.ref, motive=" ", now=now)
    assert openings(LISIERE) == []


def test_a_colleague_who_holds_the_same_key_opens_nothing(lent: Lent, now: dt.datetime) -> None:
    basile = Holder(acting("basile", organisation=ELSEWHERE), OTHER_WORDS)
    with pytest.raises(Missing):
        open_sealed(unlocked=basile.open(now), ref=lent.ref, motive=WHY, now=now)
    assert browser(basile.acting).get(reverse("vault:value", args=[lent.ref])).status_code == 404


def test_the_same_person_for_another_association_opens_nothing(lent: Lent, now: dt.datetime) -> None:
    third = founded(now, person="aviva", organisation=OrgId("third"), words=OTHER_WORDS)
    with pytest.raises(Missing):
        open_sealed(unlocked=third.open(now), ref=lent.ref, motive=WHY, now=now)


@pytest.mark.usefixtures("committed")
def test_taken_back_it_opens_no_more_and_the_header_is_gone(lent: Lent, now: dt.datetime, folder: Path) -> None:
    names = [VaultRef(f"loan:{loan}") for loan in lent.loans]
    headers = [keystore().get(name) or b"" for name in names]
    assert all(headers)
    assert take_back(acting=CORA, loan_ids=lent.loans, now=now) == 2
    assert take_back(acting=CORA, loan_ids=lent.loans, now=now) == 0, "again, it changes nothing"
    with pytest.raises(Missing):
        open_sealed(unlocked=lent.aviva.open(now), ref=lent.ref, motive=WHY, now=now)
    bytes_left = b"".join(path.read_bytes() for path in folder.glob("keystore.sqlite3*"))
    assert not any(header[30:90] in bytes_left for header in headers), "not a trace on the disk"
    assert open_sealed(unlocked=lent.alma.open(now), ref=lent.ref, motive=WHY, now=now) == STORY
    verbs = [e.verb for e in recent(organisation=ELSEWHERE, verbs=["vault.loan_ended"])]
    assert len(verbs) == 2


def test_only_the_lender_takes_back(lent: Lent, now: dt.datetime) -> None:
    outsider = acting("aviva", organisation=ELSEWHERE, roles=frozenset({Role.AVOCAT}))
    with pytest.raises(Missing, match=r"vault\.no_loan"):
        take_back(acting=outsider, loan_ids=lent.loans, now=now)
    observer = acting("odile", roles=frozenset({Role.OBSERVER}))
    with pytest.raises(Denied, match=r"network\.denied\.give_mandate"):
        take_back(acting=observer, loan_ids=lent.loans, now=now)
    assert open_sealed(unlocked=lent.aviva.open(now), ref=lent.ref, motive=WHY, now=now) == STORY


@pytest.mark.usefixtures("committed")
def test_past_its_last_day_it_is_refused_at_once_and_swept_at_night(lent: Lent, now: dt.datetime) -> None:
    (loan,) = give(lent.alma, [lent.kept], now, until=now.date())
    theirs, tomorrow = lent.aviva.open(now), now + dt.timedelta(days=1)
    assert open_sealed(unlocked=theirs, ref=lent.kept, motive=WHY, now=now) == STORY
    with pytest.raises(Missing):
        open_sealed(unlocked=theirs, ref=lent.kept, motive=WHY, now=tomorrow)
    assert end_overdue_loans(now=now) == 0
    assert (end_overdue_loans(now=tomorrow), keystore().get(VaultRef(f"loan:{loan}"))) == (1, None)
    assert open_sealed(unlocked=theirs, ref=lent.ref, motive=WHY, now=tomorrow) == STORY


@pytest.mark.usefixtures("committed")
def test_erased_it_opens_for_nobody_and_no_header_is_left(lent: Lent, now: dt.datetime) -> None:
    erase(acting=lent.alma.acting, ref=lent.ref, reason="retrait", now=now)
    with pytest.raises(Missing):
        open_sealed(unlocked=lent.aviva.open(now), ref=lent.ref, motive=WHY, now=now)
    assert keystore().get(VaultRef(f"loan:{lent.loans[0]}")) is None
    assert [card.live for card in loans(now=now, ids=lent.loans)] == [card.ref == lent.film for card in loans(now=now)]


@pytest.mark.usefixtures("committed")
def test_a_keyholder_who_leaves_loses_what_was_lent_to_them_there(lent: Lent, now: dt.datetime) -> None:
    place = next(card for card in keyholders(ELSEWHERE) if card.person == "aviva")
    remove_keyholder(acting=lent.aviva.acting, holder_id=place.id, now=now)
    assert not any(card.live for card in loans(now=now, borrower=ActorId("aviva")))
    assert [keystore().get(VaultRef(f"loan:{loan}")) for loan in lent.loans] == [None, None]


def test_a_new_passphrase_and_a_new_epoch_change_nothing_for_the_borrower(lent: Lent, now: dt.datetime) -> None:
    words = "galet dune écume voile rame quai"
    change_passphrase(acting=lent.aviva.acting, old=OTHER_WORDS, new=words, now=now)
    place = next(card for card in keyholders(LISIERE) if card.person == "bilal")
    remove_keyholder(acting=lent.alma.acting, holder_id=place.id, now=now)
    rewrap_pending(unlocked=lent.alma.open(now), now=now)
    theirs = Holder(lent.aviva.acting, words).open(now)
    assert open_sealed(unlocked=theirs, ref=lent.ref, motive=WHY, now=now) == STORY


def test_nothing_is_lent_to_who_holds_no_key_or_waits_for_one(lent: Lent, now: dt.datetime) -> None:
    newcomer = acting("nadia", organisation=ELSEWHERE)
    for _step in range(2):
        with pytest.raises(Conflict, match=r"vault\.borrower_without_key"):
            give(lent.alma, [lent.kept], now, borrower=newcomer.actor)
        if not any(card.waiting for card in keyholders(ELSEWHERE)):
            offer_keyholder(acting=newcomer, passphrase=OTHER_WORDS, now=now)
    assert Loan.objects.count() == 2


def test_one_lends_only_what_is_one_s_own_and_all_or_none(lent: Lent, now: dt.datetime) -> None:
    theirs = seal(organisation=ELSEWHERE, data=STORY, label="x", now=now)
    with pytest.raises(Missing, match=r"vault\.no_object"):
        give(lent.alma, [lent.kept, theirs], now)
    with pytest.raises(Denied, match=r"vault\.locked"):
        lend(
            unlocked=None,
            refs=[lent.kept],
            borrower=ActorId("aviva"),
            borrower_organisation=ELSEWHERE,
            until=None,
            motive=MANDATE,
            now=now,
        )
    assert Loan.objects.count() == 2


def test_what_was_lent_to_one_cannot_be_lent_on(lent: Lent, now: dt.datetime) -> None:
    with pytest.raises(Missing):
        lend(
            unlocked=lent.aviva.open(now),
            refs=[lent.ref],
            borrower=ActorId("alma"),
            borrower_organisation=LISIERE,
            until=None,
            motive=MANDATE,
            now=now,
        )


def test_a_bundle_of_collect_is_not_lent(lent: Lent, now: dt.datetime) -> None:
    public = odk_public_key(organisation=LISIERE, now=now)
    manifest, files = make_bundle(
        public=public, form_id="f", version="1", instance_id="uuid:1", xml=STORY, media={"a.jpg": STORY}
    )
    pieces = {name: [data] for name, data in files.items()}
    kept = keep_odk(organisation=LISIERE, manifest=manifest, label="x", now=now, files=pieces)
    with pytest.raises(Conflict, match=r"vault\.not_lendable"):
        give(lent.alma, [kept.ref], now)


def test_upkeep_keeps_living_loans_and_sweeps_the_rest(lent: Lent, now: dt.datetime) -> None:
    at_once = dt.timedelta(0)
    found = reconcile(older_than=at_once)
    assert (found.orphan_headers, found.unfinished_returns, found.lost) == ((), (), ())
    stray = VaultRef("loan:rolledback")
    keystore().put(stray, keystore().get(VaultRef(f"loan:{lent.loans[0]}")) or b"")
    Loan.objects.filter(id=lent.loans[1]).update(
        taken_back_at=now, taken_back_by="alma"
    )  # a crash before the header went
    found = reconcile(older_than=at_once)
    assert found.orphan_headers == (stray,)
    assert found.unfinished_returns == (VaultRef(f"loan:{lent.loans[1]}"),)
    assert keystore().get(found.unfinished_returns[0]) is None
    assert open_sealed(unlocked=lent.aviva.open(now), ref=lent.ref, motive=WHY, now=now) == STORY
    assert verify_openable(limit=10).damaged == ()


@pytest.mark.usefixtures("committed")
def test_a_copy_keeps_loans_and_a_newer_one_keeps_them_returned(lent: Lent, now: dt.datetime, tmp_path: Path) -> None:
    before, after = tmp_path / "before.sqlite3", tmp_path / "after.sqlite3"
    copy_keystore(before)
    take_back(acting=CORA, loan_ids=lent.loans[:1], now=now)
    copy_keystore(after)
    Loan.objects.filter(id=lent.loans[0]).update(taken_back_at=None)  # the rows of before, as restored
    own = keystore().path
    shutil.move(before, own)
    assert Keystore(own).get(VaultRef(f"loan:{lent.loans[0]}"))
    assert open_sealed(unlocked=lent.aviva.open(now), ref=lent.ref, motive=WHY, now=now) == STORY
    shutil.move(after, own)
    with pytest.raises(Missing):
        open_sealed(unlocked=lent.aviva.open(now), ref=lent.ref, motive=WHY, now=now)
    assert reconcile(older_than=dt.timedelta(0)).lost == ()


@pytest.mark.skipif(shutil.which("age") is None, reason="the age command is not installed")
def test_the_standard_tool_opens_it_with_the_borrower_s_identity(lent: Lent, now: dt.datetime, tmp_path: Path) -> None:
    key = tmp_path / "aviva.key"
    key.write_text(lent.aviva.open(now).own)
    file = (keystore().get(VaultRef(f"loan:{lent.loans[1]}")) or b"") + b"".join(blobs().open(lent.film))
    run = subprocess.run(["age", "-d", "-i", key], input=file, capture_output=True, check=True)
    assert run.stdout == FILM
    own = (keystore().get(lent.film) or b"") + b"".join(blobs().open(lent.film))
    assert subprocess.run(["age", "-d", "-i", key], input=own, capture_output=True, check=False).returncode != 0


def test_the_own_identity_is_never_printed_and_an_older_session_has_none(lent: Lent, now: dt.datetime) -> None:
    theirs = lent.aviva.open(now)
    assert theirs.own.startswith("AGE-SECRET-KEY-1")
    assert "AGE-SECRET" not in repr(theirs)
    UnlockSession.objects.all().delete()
    cookie, bound = new_cookie(), "vigie/vault/elsewhere/aviva"
    old = box(cookie_key(cookie), b'{"1": "AGE-SECRET-KEY-1X"}', bound_to=bound)
    UnlockSession.objects.create(
        cookie_hash=cookie_name(cookie),
        organisation_id=ELSEWHERE,
        person_id="aviva",
        sealed_identities=old,
        created_at=now,
        last_used=now,
    )
    restored = unlocked(acting=lent.aviva.acting, cookie=cookie, now=now)
    assert restored is not None
    assert (dict(restored.keys), restored.own) == ({1: "AGE-SECRET-KEY-1X"}, "")
    with pytest.raises(Denied, match=r"vault\.key_gone"):
        open_sealed(unlocked=restored, ref=lent.ref, motive=WHY, now=now)
    assert openings(LISIERE) == []


def test_the_text_opens_in_place_and_says_who_will_read_the_motive(lent: Lent) -> None:
    client = browser(lent.aviva.acting)
    address = reverse("vault:value", args=[lent.ref])
    assert "par l’association qui vous l’a confié" in client.get(address).content.decode()
    client.post(reverse("vault:unlock"), {"passphrase": OTHER_WORDS})
    assert STORY.decode() in client.post(address, {"motive": WHY}).content.decode()
    assert client.get(reverse("vault:value", args=[lent.kept])).status_code == 404
