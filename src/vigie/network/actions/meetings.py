"""Meetings: calling one, writing what was said and decided, taking actions on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, Invalid, Missing, OrgId, atomic

from ..acting import Acting, check
from ..models import ActionItem, Meeting, Presence, RoleGrant, in_force
from ..queries.groups import invited, meeting
from ..rules.meetings import ACTIONS, MEETINGS, ActionState, ActionStep, MeetingState, MeetingStep
from ..rules.permissions import Permission
from .common import day_of
from .groups import group_joined


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting to call. ``group`` empty: of the association alone."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    group: str = ""
    place: str = ""
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class MinutesDraft:
    """What is written of a meeting. ``came``: ids of those who were there. ``version``: the one it started from."""

    version: int
    minutes: str
    decisions: Sequence[str] = ()
    came: Sequence[ActorId] = ()
    agenda: str | None = None


def call_meeting(*, acting: Acting, draft: MeetingDraft, now: dt.datetime) -> str:
    """Call a meeting and return its id; those who are expected are told.

    Raises:
        Denied: no right to take part.
        Missing: a group the association is not in.
        Invalid: no title, or an end before the start.
    """
    check(acting, Permission.TAKE_PART)
    _check(draft)
    with atomic():
        group = group_joined(acting, draft.group) if draft.group else None
        row = Meeting.objects.create(
            organisation_id=acting.organisation,
            group=group,
            title=draft.title.strip(),
            starts_at=draft.starts_at,
            ends_at=draft.ends_at,
            place=draft.place.strip(),
            agenda=draft.agenda.strip(),
            made_by=acting.actor,
        )
        _note(acting, "network.meeting_called", row, now)
        link = reverse("network:meeting", args=[row.id])
        for _home, person in invited(acting, row, day=day_of(now)):
            if person.id != acting.actor:
                notify(person=person.id, code="network.meeting_called", now=now, link=link, params={"title": row.title})
    return row.id


def change_meeting(*, acting: Acting, meeting_id: str, draft: MeetingDraft, now: dt.datetime) -> None:
    """Change when and where a meeting is, and its agenda; its group stays.

    Raises:
        Denied: no right to take part.
        Missing: no such meeting for this association.
        Invalid: no title, or an end before the start.
        Conflict: it is no longer planned.
    """
    check(acting, Permission.TAKE_PART)
    _check(draft)
    with atomic():
        row = _locked(acting, meeting_id)
        if row.state != MeetingState.PLANNED:
            raise Conflict("network.meeting_moved")
        row.title, row.place, row.agenda = draft.title.strip(), draft.place.strip(), draft.agenda.strip()
        row.starts_at, row.ends_at = draft.starts_at, draft.ends_at
        row.version += 1
        row.save()
        _note(acting, "network.meeting_changed", row, now)


def write_minutes(*, acting: Acting, meeting_id: str, draft: MinutesDraft, now: dt.datetime) -> None:
    """Write what was said, what was decided and who came.

    Raises:
        Denied: no right to take part.
        Missing: no such meeting for this association.
        Conflict: it was called off, or someone wrote in the meantime; nothing of either is lost.
    """
    check(acting, Permission.TAKE_PART)
    with atomic():
        row = _locked(acting, meeting_id)
        if row.state == MeetingState.CANCELLED:
            raise Conflict("network.meeting_moved")
        if row.version != draft.version:
            raise Conflict("network.minutes_changed", field="minutes")
        row.minutes = draft.minutes.strip()
        row.decisions = [text.strip() for text in draft.decisions if text.strip()]
        row.state = MeetingState.HELD
        row.version += 1
        row.save()
        _presences(acting, row, set(draft.came), day_of(now))
        _note(acting, "network.minutes_written", row, now)


def move_meeting(*, acting: Acting, meeting_id: str, step: MeetingStep, now: dt.datetime) -> None:
    """Call a meeting off, or plan it again.

    Raises:
        Denied: no right to take part.
        Missing: no such meeting for this association.
        Conflict: it is not at a point where this can be done.
    """
    check(acting, Permission.TAKE_PART)
    with atomic():
        row = _locked(acting, meeting_id)
        state = MEETINGS.get((MeetingState(row.state), step))
        if state is None:
            raise Conflict("network.meeting_moved")
        row.state = state
        row.version += 1
        row.save()
        _note(acting, f"network.meeting_{state.value}", row, now)


def take_on(
    *,
    acting: Acting,
    meeting_id: str,
    text: str,
    now: dt.datetime,
    owner: ActorId | None = None,
    due_on: dt.date | None = None,
) -> str:
    """Note an action decided at a meeting and whom it falls to, and return its id; they are told.

    Raises:
        Denied: no right to take part.
        Missing: no such meeting for this association; an owner who is not expected there.
        Invalid: no words.
    """
    check(acting, Permission.TAKE_PART)
    if not text.strip():
        raise Invalid("network.no_action_text", field="text")
    with atomic():
        row = _locked(acting, meeting_id)
        home = _home_of(acting, row, owner, day_of(now)) if owner else acting.organisation
        made = ActionItem.objects.create(
            meeting=row, organisation_id=home, owner_id=owner, text=text.strip(), due_on=due_on
        )
        _note(acting, "network.action_taken_on", row, now)
        if owner and owner != acting.actor:
            link = reverse("network:meeting", args=[row.id])
            notify(person=owner, code="network.action_for_you", now=now, link=link, params={"text": made.text})
    return made.id


def move_action(*, acting: Acting, action_id: str, step: ActionStep, now: dt.datetime) -> str:
    """Say that an action is done or dropped, or open again; return the id of its meeting.

    Raises:
        Denied: no right to take part.
        Missing: not an action of a meeting of this association.
        Conflict: it is not at a point where this can be done.
    """
    check(acting, Permission.TAKE_PART)
    with atomic():
        row = ActionItem.objects.select_for_update().filter(id=action_id).first()
        if row is None:
            raise Missing("network.no_action")
        held = meeting(acting, row.meeting_id)
        state = ACTIONS.get((ActionState(row.state), step))
        if state is None:
            raise Conflict("network.action_moved")
        row.state = state
        row.ended_on = None if state is ActionState.OPEN else day_of(now)
        row.save()
        _note(acting, f"network.action_{state.value}", held, now)
    return held.id


def pass_actions_on(*, acting: Acting, action_ids: Sequence[str], to: ActorId, now: dt.datetime) -> int:
    """Give open actions of the association to a colleague, and return how many. For a hand-over.

    Raises:
        Missing: nobody of this association.
    """
    with atomic():
        held = RoleGrant.objects.filter(in_force(day_of(now)), person_id=to, organisation_id=acting.organisation)
        if not held.exists():
            raise Missing("network.no_person")
        rows = ActionItem.objects.filter(
            id__in=list(action_ids), organisation_id=acting.organisation, state=ActionState.OPEN
        )
        return rows.update(owner_id=to)


def _check(draft: MeetingDraft) -> None:
    if not draft.title.strip():
        raise Invalid("network.no_meeting_title", field="title")
    if draft.ends_at < draft.starts_at:
        raise Invalid("network.ends_before_start", field="ends")


def _locked(acting: Acting, meeting_id: str) -> Meeting:
    Meeting.objects.select_for_update().filter(id=meeting_id).first()
    return meeting(acting, meeting_id)


def _home_of(acting: Acting, row: Meeting, person: ActorId, day: dt.date) -> OrgId:
    for home, card in invited(acting, row, day=day):
        if card.id == person:
            return home
    raise Missing("network.no_person")


def _presences(acting: Acting, row: Meeting, came: set[ActorId], day: dt.date) -> None:
    expected = {card.id: home for home, card in invited(acting, row, day=day)}
    known = set(row.presences.values_list("person_id", flat=True))
    for person, home in expected.items():
        if person in known:
            row.presences.filter(person_id=person).update(came=person in came)
        else:
            Presence.objects.create(meeting=row, organisation_id=home, person_id=person, came=person in came)


def _note(acting: Acting, verb: str, row: Meeting, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="meeting", object_id=row.id, now=now)
