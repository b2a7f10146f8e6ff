"""Groups and meetings as one association sees them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from vigie.kernel.api import ActorId, Missing, OrgId

from ..acting import Acting
from ..models import ActionItem, GroupMember, Meeting, Presence, WorkingGroup
from ..rules.meetings import ActionState
from .circle import circle
from .people import PersonCard, people_of


@dataclass(frozen=True, slots=True)
class ActionCard:
    """An action, to show. ``owner`` may be nobody's any more."""

    id: str
    text: str
    meeting: str
    meeting_id: str
    owner: ActorId
    due_on: dt.date | None


def groups(acting: Acting, *, day: dt.date, ended: bool = False) -> list[WorkingGroup]:
    """Return the groups of the circle, by name, with their members; those that ended apart."""
    rows = _seen(acting)
    over = Q(ends__lt=day)
    return list(rows.filter(over) if ended else rows.exclude(over))


def group(acting: Acting, group_id: str) -> WorkingGroup:
    """Return one group with its members and meetings.

    Raises:
        Missing: none of the circle.
    """
    row = _seen(acting).filter(id=group_id).first()
    if row is None:
        raise Missing("network.no_group")
    return row


def organisations_in(row: WorkingGroup) -> frozenset[OrgId]:
    """Return the associations in a group today: by their people, and the one that began it."""
    return frozenset(OrgId(m.organisation_id) for m in row.members.all() if m.left_on is None) | {
        OrgId(row.organisation_id)
    }


def in_group(acting: Acting, row: WorkingGroup) -> bool:
    """Say whether the association acted for is in a group."""
    return acting.organisation in organisations_in(row)


def meetings(acting: Acting, *, start: dt.datetime, end: dt.datetime) -> list[Meeting]:
    """Return the meetings this association takes part in that begin between two moments, first one first."""
    rows = _meetings(acting).filter(starts_at__gte=start, starts_at__lt=end)
    return list(rows.order_by("starts_at"))


def recent_meetings(acting: Acting, *, limit: int = 60) -> list[Meeting]:
    """Return the meetings this association takes part in, newest first."""
    return list(_meetings(acting)[:limit])


def meeting(acting: Acting, meeting_id: str) -> Meeting:
    """Return one meeting with who came and what was taken on.

    Raises:
        Missing: not one of this association, nor of a group it is in.
    """
    presences = Prefetch("presences", Presence.objects.select_related("person", "organisation"))
    actions = Prefetch("actions", ActionItem.objects.select_related("owner", "organisation"))
    row = _meetings(acting).filter(id=meeting_id).prefetch_related(presences, actions).first()
    if row is None:
        raise Missing("network.no_meeting")
    return row


def invited(acting: Acting, row: Meeting, *, day: dt.date) -> list[tuple[OrgId, PersonCard]]:
    """Return who is expected at a meeting: the members of its group, or the people of the association."""
    if row.group is None:
        return [(acting.organisation, card) for card in people_of(acting.organisation, day=day)]
    held = row.group.members.filter(left_on=None).select_related("person")
    return [
        (OrgId(m.organisation_id), PersonCard(ActorId(m.person_id), m.person.username, m.person.name)) for m in held
    ]


def open_actions(acting: Acting, *, person: ActorId | None = None, before: dt.date | None = None) -> list[ActionCard]:
    """Return the open actions of the association acted for: of one person, due before a day, when given."""
    rows = ActionItem.objects.filter(organisation_id=acting.organisation, state=ActionState.OPEN)
    if person is not None:
        rows = rows.filter(owner_id=person)
    if before is not None:
        rows = rows.filter(due_on__lt=before)
    return [
        ActionCard(a.id, a.text, a.meeting.title, a.meeting_id, ActorId(a.owner_id or ""), a.due_on)
        for a in rows.select_related("meeting")
    ]


def _seen(acting: Acting) -> QuerySet[WorkingGroup]:
    members = Prefetch("members", GroupMember.objects.filter(left_on=None).select_related("person", "organisation"))
    return (
        WorkingGroup.objects.filter(organisation_id__in=circle(acting))
        .select_related("organisation")
        .prefetch_related(members)
    )


def _meetings(acting: Acting) -> QuerySet[Meeting]:
    mine = Q(group__members__organisation_id=acting.organisation, group__members__left_on=None)
    rows = Meeting.objects.filter(Q(organisation_id=acting.organisation) | mine).distinct()
    return rows.select_related("group", "organisation")
