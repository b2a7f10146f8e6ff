"""Follow-up meetings: call one, change it, write the minutes, decisions and actions, say an action is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.kernel.api import Conflict, Invalid, Missing, atomic
from vigie.network.api import Acting

from ...models.life import FollowAction, FollowDecision, FollowUp
from ...queries.life.access import InLife, life_of, team
from ...rules.kinds import MilestoneKind
from .common import bounded, day_of, expect, met, needed, not_expected, note, tell


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A follow-up meeting to come. ``people``: ids of who is called; ``others``: names of who has no account."""

    title: str
    at: dt.datetime
    minutes: int = 60
    place: str = ""
    agenda: str = ""
    people: Sequence[str] = ()
    others: str = ""


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """Something somebody does by a day. ``owner``: id of somebody of the mission, or a name."""

    text: str
    owner: str = ""
    due_on: dt.date | None = None


def call_meeting(*, acting: Acting, slug: str, draft: MeetingDraft, now: dt.datetime, meeting_id: str = "") -> str:
    """Call a follow-up meeting, or change one not held yet, and return its id. Those called are told.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_meeting``. Denied: ``programme.not_in_life``.
        Invalid: ``programme.theme_needed``, ``programme.talk_length``. Conflict: ``programme.meeting_held``.
    """
    entered = life_of(acting, slug)
    known = team(entered.mission, day=day_of(now))
    if not 10 <= draft.minutes <= 600:
        raise Invalid("programme.talk_length", field="minutes")
    values = {
        "title": needed(draft.title, field="title", most=160, code="programme.theme_needed"),
        "at": draft.at,
        "minutes": draft.minutes,
        "place": draft.place.strip()[:120],
        "agenda": bounded(draft.agenda, field="agenda"),
        "people": [person for person in draft.people if person in known],
        "others": bounded(draft.others, field="others", most=500),
    }
    with atomic():
        row = _meeting(entered, meeting_id) if meeting_id else FollowUp(mission=entered.mission, created_at=now)
        if row.recorded_at or row.cancelled_at:
            raise Conflict("programme.meeting_held")
        for name, value in values.items():
            setattr(row, name, value)
        row.created_by = row.created_by or acting.actor
        row.save()
        expect(entered.mission, MilestoneKind.MEETING, row.id, day_of(row.at), row.title)
        note(acting, "meeting_called", entered.mission, now)
        tell(row.people, "meeting_is_called", entered.mission, f"reunions/{row.id}", now, but=acting.actor)
    return row.id


def cancel_meeting(*, acting: Acting, slug: str, meeting_id: str, now: dt.datetime) -> None:
    """Call a meeting off; those called are told.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_meeting``. Denied: ``programme.not_in_life``.
        Conflict: ``programme.meeting_held``.
    """
    entered = life_of(acting, slug)
    with atomic():
        row = _meeting(entered, meeting_id)
        if row.recorded_at or row.cancelled_at:
            raise Conflict("programme.meeting_held")
        row.cancelled_at = now
        row.save(update_fields=["cancelled_at"])
        not_expected([row.id])
        note(acting, "meeting_off", entered.mission, now)
        tell(row.people, "meeting_is_off", entered.mission, f"reunions/{row.id}", now, but=acting.actor)


def record_meeting(
    *,
    acting: Acting,
    slug: str,
    meeting_id: str,
    record: str,
    decisions: Sequence[str],
    actions: Sequence[ActionDraft],
    base: int,
    now: dt.datetime,
) -> None:
    """Write the minutes of a meeting: what was said, decided, and who does what. Actions already done stay done.

    ``base``: the version one started from, 0 for the first.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_meeting``. Denied: ``programme.not_in_life``.
        Invalid: ``programme.minutes_needed``. Conflict: ``programme.minutes_moved``, ``programme.meeting_off``.
    """
    entered = life_of(acting, slug)
    words = needed(record, field="record", code="programme.minutes_needed")
    known = team(entered.mission, day=day_of(now))
    with atomic():
        row = _meeting(entered, meeting_id)
        if row.cancelled_at:
            raise Conflict("programme.meeting_off")
        if row.version != base:
            raise Conflict("programme.minutes_moved")
        row.record, row.version = words, row.version + 1
        row.recorded_by, row.recorded_at = acting.actor, now
        row.save()
        row.decisions.all().delete()
        FollowDecision.objects.bulk_create(
            FollowDecision(meeting=row, text=bounded(text, field="decisions", most=500)) for text in decisions
        )
        _lay_actions(row, actions, known)
        met(row.id, by=acting.actor, now=now)
        note(acting, "meeting_recorded", entered.mission, now)
        owners = [action.owner for action in actions if action.owner in known]
        tell(owners, "you_do", entered.mission, f"reunions/{row.id}", now, but=acting.actor)


def _lay_actions(row: FollowUp, actions: Sequence[ActionDraft], known: dict[str, str]) -> None:
    done = {action.text: action.done_at for action in row.actions.exclude(done_at=None)}
    row.actions.all().delete()
    for action in actions:
        text = bounded(action.text, field="actions", most=500)
        FollowAction.objects.create(
            meeting=row,
            text=text,
            owner=action.owner if action.owner in known else "",
            owner_name="" if action.owner in known else action.owner[:120],
            due_on=action.due_on,
            done_at=done.get(text),
        )


def finish_action(*, acting: Acting, slug: str, action_id: str, done: bool, now: dt.datetime) -> None:
    """Say that an action is done, or that it is not after all.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_action``. Denied: ``programme.not_in_life``.
    """
    entered = life_of(acting, slug)
    with atomic():
        rows = FollowAction.objects.filter(id=action_id, meeting__mission=entered.mission)
        if not rows.update(done_at=now if done else None):
            raise Missing("programme.no_action")
        note(acting, "action_done", entered.mission, now, done=done)


def _meeting(entered: InLife, meeting_id: str) -> FollowUp:
    row = entered.mission.follow_ups.select_for_update().filter(id=meeting_id).first()
    if row is None:
        raise Missing("programme.no_meeting")
    return row
