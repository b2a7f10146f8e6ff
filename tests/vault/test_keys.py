"""Keys: founded by one, held by two, taken back, and opened by nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.factories.vault import ELSEWHERE, LISIERE, OTHER_WORDS, WORDS, Holder, acting, founded, joined, observer
from vigie.journal.api import notifications, recent
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing
from vigie.network.api import Role
from vigie.vault.api import (
    add_keyholder,
    change_passphrase,
    found_keys,
    has_keys,
    is_keyholder,
    key_state,
    keyholders,
    offer_keyholder,
    open_sealed,
    passphrase_words,
    public_key,
    remove_keyholder,
    rewrap_pending,
    seal,
    unlock,
    unlocked,
)
from vigie.vault.models import KeyHolder, KeyWrap, UnlockSession
from vigie.vault.passphrases import words

pytestmark = pytest.mark.django_db


def place_of(holder: Holder) -> str:
    return next(card.id for card in keyholders(holder.acting.organisation) if card.person == holder.acting.actor)


def code_of(refusal) -> str:
    return refusal.value.code


def test_whoever_founds_holds_the_first_key_and_one_is_not_enough(alma: Holder) -> None:
    state = key_state(LISIERE)
    assert (state.founded, state.epoch, state.holders, state.ready) == (True, 1, 1, False)
    assert is_keyholder(alma.acting)
    assert (public_key(LISIERE) or "").startswith("age1")


def test_before_that_there_is_nothing() -> None:
    state = key_state(LISIERE)
    assert (state.founded, state.ready, has_keys(LISIERE), public_key(LISIERE)) == (False, False, False, None)


def test_two_keyholders_make_it_ready(alma: Holder, now: dt.datetime) -> None:
    bilal = joined(alma, now)
    ref = seal(organisation=LISIERE, data=b"invented", label="test", now=now)
    assert key_state(LISIERE).ready
    assert open_sealed(unlocked=bilal.open(now), ref=ref, motive="essai", now=now) == b"invented"


def test_keys_are_founded_once(alma: Holder, now: dt.datetime) -> None:
    with pytest.raises(Conflict) as refusal:
        found_keys(acting=acting("bilal"), passphrase=OTHER_WORDS, now=now)
    assert code_of(refusal) == "vault.keys_exist"


def test_an_observer_founds_and_offers_nothing(alma: Holder, now: dt.datetime) -> None:
    with pytest.raises(Denied):
        found_keys(acting=observer(organisation=ELSEWHERE), passphrase=WORDS, now=now)
    with pytest.raises(Denied):
        offer_keyholder(acting=observer(), passphrase=WORDS, now=now)


def test_a_short_passphrase_protects_nobody(now: dt.datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        found_keys(acting=acting(), passphrase="trop court", now=now)
    assert code_of(refusal) == "vault.passphrase_short"


def test_who_offers_opens_nothing_before_a_keyholder_agrees(alma: Holder, now: dt.datetime) -> None:
    bilal = acting("bilal")
    offer_keyholder(acting=bilal, passphrase=OTHER_WORDS, now=now)
    with pytest.raises(Denied) as refusal:
        unlock(acting=bilal, passphrase=OTHER_WORDS, now=now)
    assert code_of(refusal) == "vault.not_keyholder"
    assert (key_state(LISIERE).holders, key_state(LISIERE).waiting) == (1, 1)
    with pytest.raises(Conflict):
        offer_keyholder(acting=bilal, passphrase=OTHER_WORDS, now=now)


def test_only_an_unlocked_keyholder_agrees(alma: Holder, now: dt.datetime) -> None:
    offer_keyholder(acting=acting("bilal"), passphrase=OTHER_WORDS, now=now)
    waiting = keyholders(LISIERE)[-1].id
    with pytest.raises(Denied):
        add_keyholder(acting=alma.acting, unlocked=None, holder_id=waiting, now=now)
    with pytest.raises(Denied):
        add_keyholder(acting=acting("chloe"), unlocked=alma.open(now), holder_id=waiting, now=now)


def test_an_outsider_agrees_to_nobody_here(alma: Holder, now: dt.datetime) -> None:
    charlie = founded(now, person="charlie", organisation=ELSEWHERE)
    offer_keyholder(acting=acting("bilal"), passphrase=OTHER_WORDS, now=now)
    with pytest.raises(Missing):
        add_keyholder(acting=charlie.acting, unlocked=charlie.open(now), holder_id=keyholders(LISIERE)[-1].id, now=now)
    with pytest.raises(Missing):
        remove_keyholder(acting=charlie.acting, holder_id=place_of(alma), now=now)


def test_removal_begins_an_epoch_and_shuts_the_leaver_out(alma: Holder, now: dt.datetime) -> None:
    bilal = joined(alma, now)
    old = seal(organisation=LISIERE, data=b"before", label="test", now=now)
    alma.open(now)
    remove_keyholder(acting=alma.acting, holder_id=place_of(bilal), now=now)
    new = seal(organisation=LISIERE, data=b"after", label="test", now=now)

    with pytest.raises(Denied):
        bilal.open(now)
    assert not KeyWrap.objects.filter(holder__person_id=bilal.acting.actor).exists()
    assert not UnlockSession.objects.exists()
    opened = alma.open(now)
    assert [open_sealed(unlocked=opened, ref=ref, motive="essai", now=now) for ref in (old, new)] == [
        b"before",
        b"after",
    ]
    assert (key_state(LISIERE).epoch, key_state(LISIERE).to_rewrap) == (2, 1)


def test_what_was_sealed_before_moves_to_the_new_key(alma: Holder, now: dt.datetime) -> None:
    bilal = joined(alma, now)
    kept = bilal.open(now)  # what someone copied before they left
    refs = [seal(organisation=LISIERE, data=b"%d" % n, label="test", now=now) for n in range(5)]
    remove_keyholder(acting=alma.acting, holder_id=place_of(bilal), now=now)
    opened = alma.open(now)
    done, after = 0, ""
    while True:
        step = rewrap_pending(unlocked=opened, now=now, after=after, limit=2)
        done, after = done + step.done, step.next
        if not after:
            break
    assert (done, step.left, key_state(LISIERE).to_rewrap) == (5, 0, 0)
    assert [open_sealed(unlocked=opened, ref=ref, motive="essai", now=now) for ref in refs] == [
        b"%d" % n for n in range(5)
    ]
    with pytest.raises(Denied) as refusal:
        open_sealed(unlocked=kept, ref=refs[0], motive="essai", now=now)
    assert code_of(refusal) == "vault.key_gone"


def test_the_last_keyholder_cannot_leave(alma: Holder, now: dt.datetime) -> None:
    with pytest.raises(Conflict) as refusal:
        remove_keyholder(acting=alma.acting, holder_id=place_of(alma), now=now)
    assert code_of(refusal) == "vault.last_keyholder"


def test_one_leaves_alone_but_removes_others_only_with_the_right(alma: Holder, now: dt.datetime) -> None:
    bilal = joined(alma, now)
    lawyer = replace(bilal.acting, roles=frozenset({Role.JURISTE}))
    with pytest.raises(Denied):
        remove_keyholder(acting=lawyer, holder_id=place_of(alma), now=now)
    remove_keyholder(acting=lawyer, holder_id=place_of(bilal), now=now)
    assert [card.person for card in keyholders(LISIERE)] == ["alma"]


def test_an_offer_that_is_declined_begins_no_epoch(alma: Holder, now: dt.datetime) -> None:
    offer_keyholder(acting=acting("bilal"), passphrase=OTHER_WORDS, now=now)
    remove_keyholder(acting=alma.acting, holder_id=keyholders(LISIERE)[-1].id, now=now)
    assert (key_state(LISIERE).epoch, key_state(LISIERE).waiting) == (1, 0)


def test_a_place_may_be_offered_again_after_leaving(alma: Holder, now: dt.datetime) -> None:
    bilal = joined(alma, now)
    remove_keyholder(acting=alma.acting, holder_id=place_of(bilal), now=now)
    again = joined(alma, now)
    assert again.open(now).keys.keys() == {1, 2}


def test_a_new_passphrase_replaces_the_old_one(alma: Holder, now: dt.datetime) -> None:
    ref = seal(organisation=LISIERE, data=b"invented", label="test", now=now)
    alma.open(now)
    change_passphrase(acting=alma.acting, old=WORDS, new=OTHER_WORDS, now=now)
    assert not UnlockSession.objects.exists()
    with pytest.raises(Invalid):
        alma.open(now)
    opened = Holder(alma.acting, OTHER_WORDS).open(now)
    assert open_sealed(unlocked=opened, ref=ref, motive="essai", now=now) == b"invented"


def test_changing_asks_for_the_old_one(alma: Holder, now: dt.datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        change_passphrase(acting=alma.acting, old=OTHER_WORDS, new=OTHER_WORDS, now=now)
    assert (code_of(refusal), refusal.value.field) == ("vault.wrong_passphrase", "old")


@pytest.mark.parametrize("typed", [WORDS.title(), f"  {WORDS.replace(' ', '   ')} ", WORDS.replace("é", "e\u0301")])
def test_a_phone_keyboard_does_not_lock_people_out(alma: Holder, now: dt.datetime, typed: str) -> None:
    assert unlock(acting=alma.acting, passphrase=typed, now=now).cookie


def test_ten_wrong_tries_make_one_wait(alma: Holder, now: dt.datetime) -> None:
    for _ in range(10):
        with pytest.raises(Invalid):
            unlock(acting=alma.acting, passphrase=OTHER_WORDS, now=now)
    with pytest.raises(Denied) as refusal:
        unlock(acting=alma.acting, passphrase=WORDS, now=now)
    assert code_of(refusal) == "vault.too_many_tries"
    assert unlock(acting=alma.acting, passphrase=WORDS, now=now + dt.timedelta(minutes=16)).cookie


def test_a_row_put_in_the_place_of_another_opens_nothing(alma: Holder, now: dt.datetime) -> None:
    """Whoever writes in the database cannot give their own sealed identity to someone else's place."""
    bilal = joined(alma, now)
    mine = KeyHolder.objects.get(person_id=bilal.acting.actor)
    KeyHolder.objects.filter(person_id=alma.acting.actor).update(
        sealed_identity=mine.sealed_identity, salt=mine.salt, kdf=mine.kdf
    )
    with pytest.raises(Invalid):
        unlock(acting=alma.acting, passphrase=OTHER_WORDS, now=now)


def test_the_superuser_and_the_house_open_nothing(alma: Holder, now: dt.datetime) -> None:
    everything = frozenset(Role)
    for someone in (acting("root", roles=everything), replace(acting(roles=everything), actor=ActorId("system"))):
        with pytest.raises(Denied) as refusal:
            unlock(acting=someone, passphrase=WORDS, now=now)
        assert code_of(refusal) == "vault.not_keyholder"


def test_a_cookie_holds_15_minutes_idle_and_8_hours_at_most(alma: Holder, now: dt.datetime) -> None:
    cookie = unlock(acting=alma.acting, passphrase=WORDS, now=now).cookie

    def still_open(minutes: int) -> bool:
        return unlocked(acting=alma.acting, cookie=cookie, now=now + dt.timedelta(minutes=minutes)) is not None

    assert all(still_open(minute) for minute in range(0, 480, 14))
    assert not still_open(480)
    assert not UnlockSession.objects.exists()


def test_idle_for_a_quarter_of_an_hour_it_closes(alma: Holder, now: dt.datetime) -> None:
    cookie = unlock(acting=alma.acting, passphrase=WORDS, now=now).cookie
    assert unlocked(acting=alma.acting, cookie=cookie, now=now + dt.timedelta(minutes=15)) is None


def test_a_cookie_serves_its_person_and_association_alone(alma: Holder, now: dt.datetime) -> None:
    bilal = joined(alma, now)
    elsewhere = founded(now, organisation=ELSEWHERE)
    cookie = unlock(acting=alma.acting, passphrase=WORDS, now=now).cookie
    for someone in (bilal.acting, elsewhere.acting):
        assert unlocked(acting=someone, cookie=cookie, now=now) is None
    assert unlocked(acting=alma.acting, cookie="", now=now) is None
    assert unlocked(acting=alma.acting, cookie=cookie[:-2], now=now) is None
    lost_role = replace(alma.acting, roles=frozenset({Role.OBSERVER}))
    assert unlocked(acting=lost_role, cookie=cookie, now=now) is None


def test_each_act_leaves_one_line_in_the_journal(alma: Holder, now: dt.datetime) -> None:
    bilal = joined(alma, now)
    change_passphrase(acting=bilal.acting, old=OTHER_WORDS, new=WORDS, now=now)
    remove_keyholder(acting=alma.acting, holder_id=place_of(bilal), now=now)
    verbs = sorted(entry.verb for entry in recent(organisation=LISIERE) if entry.verb != "vault.unlocked")
    assert verbs == [
        "vault.epoch_begun",
        "vault.keyholder_agreed",
        "vault.keyholder_offered",
        "vault.keyholder_removed",
        "vault.keys_founded",
        "vault.passphrase_changed",
    ]


def test_keyholders_are_told_of_an_offer_and_who_offers_of_the_answer(alma: Holder, now: dt.datetime) -> None:
    joined(alma, now)
    told = {person: [n.code for n in notifications(person=ActorId(person))] for person in ("alma", "bilal")}
    assert told == {"alma": ["vault.keyholder_offered"], "bilal": ["vault.keyholder_agreed"]}


def test_an_open_vault_never_prints_its_keys(alma: Holder, now: dt.datetime) -> None:
    assert "AGE-SECRET-KEY" not in repr(alma.open(now))
    assert unlock(acting=alma.acting, passphrase=WORDS, now=now).cookie not in repr(
        unlock(acting=alma.acting, passphrase=WORDS, now=now)
    )


def test_passphrases_are_six_words_of_a_long_plain_list() -> None:
    listed = words()
    assert len(listed) == len(set(listed)) >= 2048
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 9 for word in listed)
    drawn = [passphrase_words().split() for _ in range(20)]
    assert all(len(phrase) == 6 and set(phrase) <= set(listed) for phrase in drawn)
    assert len({tuple(phrase) for phrase in drawn}) == 20
