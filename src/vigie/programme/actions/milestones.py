"""What is expected of a mission and follows from no page of its own: put on its list, marked done, taken off.

Reports, meetings, allowances and evenings put themselves there, and leave by their own pages.
"""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Denied, FuzzyDate, Invalid, Missing, Precision, atomic
from vigie.network.api import Acting

from ..models import Milestone
from ..queries.access import InMission, mission_of
from ..queries.spans import spans_of
from ..rules.kinds import BY_HAND, MilestoneKind
from ..rules.phases import phase_on
from ..rules.states import MissionState
from ..rules.texts import tidy

LONGEST = 200


def add_milestone(
    *, acting: Acting, slug: str, kind: MilestoneKind, title: str, due: FuzzyDate, now: dt.datetime
) -> str:
    """Put something on the list of what is expected of a mission, and return its id. ``due``: to the day or the month.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.not_in_sheet``; ``programme.follows_only``, the volunteer.
        Invalid: ``programme.milestone_title``, ``programme.milestone_kind``, ``programme.due_vague``.
        Conflict: ``programme.mission_over``.
    """
    entered = _followed(acting, slug)
    words = tidy(title)
    if kind not in BY_HAND:
        raise Invalid("programme.milestone_kind", field="kind")
    if len(words) > LONGEST or (kind is MilestoneKind.OTHER and not words):
        raise Invalid("programme.milestone_title", field="title", most=LONGEST)
    if due.precision not in {Precision.DAY, Precision.MONTH}:
        raise Invalid("programme.due_vague", field="due")
    phases = list(entered.mission.phases.all())
    here = phase_on(spans_of(phases), due.start)
    with atomic():
        row = Milestone.objects.create(
            mission=entered.mission,
            phase=next((phase for phase in phases if phase.kind == here), None),
            kind=kind.value,
            title=words,
            due_on=due.start,
            due_precision=due.precision.value,
        )
        _note(acting, entered, "milestone_added", row, now)
    return row.id


def settle_milestone(*, acting: Acting, slug: str, milestone_id: str, done: bool, now: dt.datetime) -> None:
    """Say that something expected is done, or not after all. The volunteer may. Again changes nothing.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_milestone``. Denied: ``programme.not_in_sheet``.
    """
    entered = mission_of(acting, slug, work=True)
    row = _by_hand(entered, milestone_id)
    if bool(row.done_at) == done:
        return
    with atomic():
        row.done_at, row.done_by = (now, acting.actor) if done else (None, "")
        row.save(update_fields=["done_at", "done_by"])
        _note(acting, entered, "milestone_done" if done else "milestone_open", row, now)


def remove_milestone(*, acting: Acting, slug: str, milestone_id: str, now: dt.datetime) -> None:
    """Take something off the list of what is expected.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_milestone``.
        Denied: ``programme.not_in_sheet``; ``programme.follows_only``, the volunteer. Conflict: ``programme.mission_over``.
    """
    entered = _followed(acting, slug)
    row = _by_hand(entered, milestone_id)
    with atomic():
        _note(acting, entered, "milestone_removed", row, now)
        row.delete()


def _followed(acting: Acting, slug: str) -> InMission:
    entered = mission_of(acting, slug, work=True)
    if not entered.expects:
        raise Denied("programme.follows_only")
    if entered.mission.state in {MissionState.ENDED, MissionState.CANCELLED}:
        raise Conflict("programme.mission_over")
    return entered


def _by_hand(entered: InMission, milestone_id: str) -> Milestone:
    row = entered.mission.milestones.filter(id=milestone_id, object_id="").first()
    if row is None:
        raise Missing("programme.no_milestone")
    return row


def _note(acting: Acting, entered: InMission, verb: str, row: Milestone, now: dt.datetime) -> None:
    record(
        acting=acting,
        verb=f"programme.{verb}",
        kind="mission",
        object_id=entered.mission.id,
        now=now,
        detail={"milestone": row.id},
    )
