"""The journal is only ever added to; words and work reach whom they concern."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from vigie.journal import api
from vigie.journal.models import Entry
from vigie.kernel.api import SYSTEM, ActorId, Missing, OrgId, atomic

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Someone:
    """Whoever acts."""

    actor: ActorId
    organisation: OrgId


ALMA, BILAL = Someone(ActorId("alma"), OrgId("lisiere")), Someone(ActorId("bilal"), OrgId("ailleurs"))


def note(now, verb="network.invited", acting=ALMA, **more):
    return api.record(acting=acting, verb=verb, kind="invitation", object_id="i1", now=now, **more)


def test_an_entry_says_who_what_for_whom_when_and_why(now):
    made = note(now, motive="demande de l'avocate", detail={"role": "juriste"})
    card = api.history(kind="invitation", object_id="i1")[0]
    assert card == api.EntryCard(
        made,
        now,
        ActorId("alma"),
        OrgId("lisiere"),
        "network.invited",
        "invitation",
        "i1",
        "demande de l'avocate",
        {"role": "juriste"},
    )


def test_without_anyone_it_was_the_house(now):
    note(now, acting=None, organisation=OrgId("lisiere"))
    assert api.recent(organisation=OrgId("lisiere"))[0].actor == SYSTEM


@pytest.mark.parametrize(("name", "most"), [("verb", 60), ("kind", 40), ("object_id", 40)])
def test_what_is_longer_than_its_column_is_refused_on_every_database(now, name, most):
    words = {"verb": "network.invited", "kind": "invitation", "object_id": "i1"}
    api.record(acting=ALMA, now=now, **{**words, name: "x" * most})
    with pytest.raises(ValueError, match=f"journal: {name} has {most + 1} characters, {most} at most"):
        api.record(acting=ALMA, now=now, **{**words, name: "x" * (most + 1)})
    assert Entry.objects.count() == 1


def test_an_entry_is_neither_changed_nor_deleted(now):
    note(now)
    entry = Entry.objects.get()
    entry.motive = "other"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    assert Entry.objects.get().motive == ""


def test_an_entry_of_an_action_that_failed_is_not_there(now):
    def fail_after_noting() -> None:
        with atomic():
            note(now)
            raise Missing("journal.no_job")

    with pytest.raises(Missing):
        fail_after_noting()
    assert not Entry.objects.exists()


def test_what_is_recent_is_ones_own_narrowed_and_newest_first(now):
    note(now)
    note(now + dt.timedelta(hours=1), "vault.opened")
    note(now, acting=BILAL)
    mine = OrgId("lisiere")
    assert [e.verb for e in api.recent(organisation=mine)] == ["vault.opened", "network.invited"]
    assert [e.verb for e in api.recent(organisation=mine, floor="vault")] == ["vault.opened"]
    assert [e.verb for e in api.recent(organisation=mine, verbs=["network.invited"])] == ["network.invited"]
    assert api.recent(organisation=mine, actor="bilal") == []
    assert len(api.recent(organisation=mine, limit=1)) == 1


def test_when_something_was_last_done(now):
    assert api.last_time(verb="config.backed_up") is None
    for hours in (0, 2, 1):
        note(now + dt.timedelta(hours=hours), "config.backed_up")
    assert api.last_time(verb="config.backed_up") == now + dt.timedelta(hours=2)


def test_a_word_reaches_one_person_and_is_read_once(now):
    for code in ("one", "two"):
        api.notify(person=ALMA.actor, code=code, now=now, link="/x", params={"n": 1})
    assert api.unread(person=ALMA.actor) == 2
    assert api.unread(person=BILAL.actor) == 0
    first = api.notifications(person=ALMA.actor)[0]
    api.mark_read(person=BILAL.actor, now=now, ids=[first.id])
    assert api.unread(person=ALMA.actor) == 2
    api.mark_read(person=ALMA.actor, now=now, ids=[first.id])
    assert api.unread(person=ALMA.actor) == 1
    api.mark_read(person=ALMA.actor, now=now)
    assert api.notifications(person=ALMA.actor, unread_only=True) == []


def test_long_work_is_followed_by_its_owner_alone(now):
    made = api.start_job(acting=ALMA, code="collection.import", now=now, expected=10)
    assert (api.job(made, acting=ALMA).state, api.job(made, acting=ALMA).ended) == ("waiting", False)
    api.advance_job(made, done=4, expected=12)
    card = api.job(made, acting=ALMA)
    assert (card.state, card.done, card.expected) == ("running", 4, 12)
    with pytest.raises(Missing):
        api.job(made, acting=BILAL)
    assert api.jobs(acting=BILAL) == []


@pytest.mark.parametrize(
    ("refusal", "state", "told"), [("", "done", "work.done"), ("facts.bad", "failed", "work.failed")]
)
def test_the_end_of_long_work_is_told(now, refusal, state, told):
    made = api.start_job(acting=ALMA, code="work", now=now)
    api.end_job(made, now=now, refusal=refusal, result={"rows": 3}, link="/done")
    card = api.job(made, acting=ALMA)
    assert (card.state, card.ended, card.link, card.refusal, card.result) == (
        state,
        True,
        "/done",
        refusal,
        {"rows": 3},
    )
    assert [(n.code, n.link) for n in api.notifications(person=ALMA.actor)] == [(told, "/done")]
