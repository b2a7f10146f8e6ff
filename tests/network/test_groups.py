"""Groups, meetings, actions: who is in reads and writes, nobody else; nobody's minutes are written over."""

from __future__ import annotations

import datetime as dt
import io
from itertools import product

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.circle import circle
from tests.factories.network import TODAY, acts, member
from vigie.desk.needs import needs_of
from vigie.journal.api import notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.network.actions.groups import end_group, leave_group
from vigie.network.actions.meetings import change_meeting, move_meeting
from vigie.network.api import (
    MeetingDraft,
    MinutesDraft,
    Role,
    begin_group,
    call_meeting,
    join_group,
    move_action,
    open_actions,
    pass_actions_on,
    person_leaves,
    take_on,
    write_minutes,
)
from vigie.network.models import ActionItem, GroupMember, Meeting
from vigie.network.queries.groups import meeting
from vigie.network.rules.meetings import ACTIONS, MEETINGS, ActionState, ActionStep, MeetingState, MeetingStep, overdue

pytestmark = pytest.mark.django_db
AT = dt.datetime(2018, 1, 20, 14, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today(moved_clock):
    """The clock stands still."""


@pytest.fixture
def told():
    return circle()


@pytest.fixture
def shared(told, now):
    """A group of ours that the peer has joined, with one meeting."""
    made = begin_group(acting=told.ours, name="Eau", purpose="Des robinets", now=now)
    join_group(acting=told.peer, group_id=made, now=now)
    return made, call_meeting(acting=told.ours, draft=draft(group=made), now=now)


def draft(**more):
    return MeetingDraft(**{"title": "Réunion", "starts_at": AT, "ends_at": AT + dt.timedelta(hours=2), **more})


def browser(who):
    client = Client()
    client.force_login(who)
    return client


@pytest.mark.parametrize(
    ("table", "states", "steps"), [(MEETINGS, MeetingState, MeetingStep), (ACTIONS, ActionState, ActionStep)]
)
def test_every_pair_leads_to_a_state_or_nowhere(table, states, steps):
    assert set(table) <= set(product(states, steps))
    assert {state for state, _step in table} == set(states)
    assert set(table.values()) == set(states)


def test_only_what_is_open_and_past_is_late():
    assert overdue(ActionState.OPEN, TODAY - dt.timedelta(days=1), TODAY)
    assert not overdue(ActionState.OPEN, TODAY, TODAY)
    assert not overdue(ActionState.DONE, TODAY - dt.timedelta(days=1), TODAY)
    assert not overdue(ActionState.OPEN, None, TODAY)


def test_a_group_is_told_joined_left_and_ended(told, now):
    made = begin_group(acting=told.ours, name="Eau", purpose="", now=now)
    assert [c.code for c in notifications(person=told.peer.actor)] == ["network.group_begun"]
    assert notifications(person=told.stranger.actor) == []
    with pytest.raises(Missing):
        join_group(acting=told.stranger, group_id=made, now=now)
    rida = acts(member("rida", of="rivage", roles=[Role.OBSERVER]), of="rivage")
    with pytest.raises(Denied):
        join_group(acting=rida, group_id=made, now=now)
    join_group(acting=told.peer, group_id=made, now=now)
    join_group(acting=rida, group_id=made, now=now)
    join_group(acting=rida, group_id=made, now=now)
    assert GroupMember.objects.filter(organisation__slug="rivage").count() == 2
    leave_group(acting=rida, group_id=made, now=now)
    with pytest.raises(Denied):
        end_group(acting=told.peer, group_id=made, now=now)
    end_group(acting=told.ours, group_id=made, now=now)
    with pytest.raises(Invalid, match="ended"):
        join_group(acting=rida, group_id=made, now=now)


def test_a_meeting_is_of_those_in_the_group(told, shared, now):
    _group, held = shared
    assert meeting(told.peer, held).title == "Réunion"
    for outside in (told.partner, told.stranger):
        with pytest.raises(Missing):
            meeting(outside, held)
    assert "network.meeting_called" in [c.code for c in notifications(person=told.peer.actor)]
    for address in ("meeting", "minutes", "change_meeting"):
        page = browser(told.people["falaise"]).get(reverse(f"network:{address}", args=[held]))
        assert page.status_code == 404


def test_nobodys_minutes_are_written_over(told, shared, now):
    _group, held = shared
    write_minutes(
        acting=told.ours, meeting_id=held, draft=MinutesDraft(1, "La première", ["Oui"], [told.peer.actor]), now=now
    )
    with pytest.raises(Conflict, match="minutes_changed"):
        write_minutes(acting=told.peer, meeting_id=held, draft=MinutesDraft(1, "La seconde"), now=now)
    page = browser(told.people["rivage"]).post(
        reverse("network:minutes", args=[held]), {"version": 1, "minutes": "La seconde", "decisions": ""}
    )
    both = page.content.decode()
    assert "La première" in both
    assert "La seconde" in both
    row = meeting(told.ours, held)
    assert (row.state, row.decisions, [p.person.name for p in row.presences.all() if p.came]) == (
        "held",
        ["Oui"],
        ["Rosa"],
    )


def test_a_meeting_is_moved_and_called_off(told, shared, now):
    _group, held = shared
    change_meeting(acting=told.peer, meeting_id=held, draft=draft(title="Plus tard"), now=now)
    move_meeting(acting=told.ours, meeting_id=held, step=MeetingStep.CANCEL, now=now)
    with pytest.raises(Conflict):
        write_minutes(acting=told.ours, meeting_id=held, draft=MinutesDraft(3, "?"), now=now)
    with pytest.raises(Conflict):
        change_meeting(acting=told.ours, meeting_id=held, draft=draft(), now=now)
    move_meeting(acting=told.ours, meeting_id=held, step=MeetingStep.PLAN_AGAIN, now=now)
    with pytest.raises(Invalid, match="ends_before"):
        call_meeting(acting=told.ours, draft=draft(ends_at=AT - dt.timedelta(hours=1)), now=now)
    with pytest.raises(Missing):
        call_meeting(acting=told.partner, draft=draft(group=Meeting.objects.get().group_id), now=now)


def test_a_late_action_stands_on_home_until_it_is_done(told, shared, now):
    _group, held = shared
    due = TODAY - dt.timedelta(days=1)
    made = take_on(acting=told.ours, meeting_id=held, text="Écrire", owner=told.peer.actor, due_on=due, now=now)
    assert "actions en retard" in [str(need.label) for need in needs_of(told.peer, now=now)]
    assert open_actions(told.ours) == []
    with pytest.raises(Missing):
        take_on(acting=told.ours, meeting_id=held, text="x", owner=told.stranger.actor, now=now)
    with pytest.raises(Missing):
        move_action(acting=told.partner, action_id=made, step=ActionStep.DO, now=now)
    move_action(acting=told.peer, action_id=made, step=ActionStep.DO, now=now)
    with pytest.raises(Conflict):
        move_action(acting=told.peer, action_id=made, step=ActionStep.DO, now=now)
    assert "actions en retard" not in [str(need.label) for need in needs_of(told.peer, now=now)]


def test_actions_pass_to_a_colleague_alone(told, shared, now):
    _group, held = shared
    made = take_on(acting=told.ours, meeting_id=held, text="Écrire", owner=told.ours.actor, now=now)
    omar = member("omar")
    assert pass_actions_on(acting=told.ours, action_ids=[made], to=omar.id, now=now) == 1
    with pytest.raises(Missing):
        pass_actions_on(acting=told.ours, action_ids=[made], to=told.peer.actor, now=now)
    assert pass_actions_on(acting=told.peer, action_ids=[made], to=told.peer.actor, now=now) == 0
    assert ActionItem.objects.get().owner_id == omar.id


def test_who_leaves_the_association_leaves_its_groups(told, shared, now):
    admin = acts(member("admin", of="rivage", roles=[Role.ADMIN]), of="rivage")
    person_leaves(acting=admin, person_id=told.peer.actor, now=now)
    assert not GroupMember.objects.filter(person_id=told.peer.actor, left_on=None).exists()


def test_minutes_come_as_word_and_pdf(told, shared, now):
    from docx import Document

    _group, held = shared
    take_on(acting=told.ours, meeting_id=held, text="Écrire au maire", owner=told.ours.actor, now=now)
    write_minutes(
        acting=told.ours, meeting_id=held, draft=MinutesDraft(1, "Dit\x0b ceci", ["Décidé"], [told.ours.actor]), now=now
    )
    alma = browser(told.people["lisiere"])
    word = alma.get(reverse("network:minutes_paper", args=[held, "docx"])).content
    document = Document(io.BytesIO(word))
    said = "\n".join(p.text for p in document.paragraphs) + "".join(
        c.text for t in document.tables for r in t.rows for c in r.cells
    )
    pdf = pypdfium2.PdfDocument(alma.get(reverse("network:minutes_paper", args=[held, "pdf"])).content)
    printed = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    for text in ("Décidé", "Écrire au maire", "Alma"):
        assert text in said
        assert text in printed
    assert alma.get(reverse("network:minutes_paper", args=[held, "exe"])).status_code == 404


def test_the_pages_say_it_all(told, shared, now):
    alma = browser(told.people["lisiere"])
    group, held = shared
    data = {
        "title": "Autre",
        "group": group,
        "day": "2018-02-01",
        "starts": "18:00",
        "ends": "20:00",
        "agenda": "Un\nDeux",
    }
    assert "Autre" in alma.post(reverse("network:new_meeting"), data, follow=True).content.decode()
    wrong = alma.post(reverse("network:new_meeting"), {**data, "ends": "10:00", "place": "gardé"})
    assert "gardé" in wrong.content.decode()
    assert alma.post(reverse("network:change_meeting", args=[held]), data).status_code == 302
    assert (
        alma.post(reverse("network:meeting", args=[held]), {"text": "À faire", "owner": "", "due_on": ""}).status_code
        == 302
    )
    action = ActionItem.objects.get()
    assert alma.post(reverse("network:act_on", args=[action.id]), {"step": "do", "back": "list"}).status_code == 302
    assert alma.post(reverse("network:act_on", args=[action.id]), {"step": "fly"}).status_code == 409
    form = {
        "version": Meeting.objects.get(id=held).version,
        "minutes": "Dit",
        "decisions": "",
        "came": [told.ours.actor],
    }
    assert alma.post(reverse("network:minutes", args=[held]), form).status_code == 302
    for name, args in (
        ("groups", []),
        ("group", [group]),
        ("meetings", []),
        ("meeting", [held]),
        ("new_meeting", []),
        ("new_group", []),
    ):
        assert alma.get(reverse(f"network:{name}", args=args)).status_code == 200
    assert alma.post(reverse("network:new_group"), {"name": "Autre groupe"}).status_code == 302
    for name in ("join_group", "leave_group", "end_group"):
        assert alma.post(reverse(f"network:{name}", args=[group])).status_code == 302
    assert alma.post(reverse("network:move_meeting", args=[held]), {"step": "plan_again"}).status_code == 302
    outsider = browser(told.people["ailleurs"])
    assert outsider.get(reverse("network:group", args=[group])).status_code == 404
    assert b"Eau" not in outsider.get(reverse("network:groups")).content


def test_lists_cost_the_same_with_one_and_three_rows(told, shared, now):
    def cost(name):
        alma = browser(told.people["lisiere"])
        alma.get(reverse(name))
        with CaptureQueriesContext(connection) as caught:
            assert alma.get(reverse(name)).status_code == 200
        return len(caught)

    names = ("network:groups", "network:meetings", "network:calendar", "network:calendar_week")
    before = [cost(name) for name in names]
    for n in range(2):
        made = begin_group(acting=told.ours, name=f"G{n}", purpose="", now=now)
        call_meeting(acting=told.ours, draft=draft(group=made), now=now)
    assert [cost(name) for name in names] == before
