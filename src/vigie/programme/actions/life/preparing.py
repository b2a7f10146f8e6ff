"""The collective phases: talks, who speaks, who came, what is kept of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, Invalid, Missing, OrgId, atomic
from vigie.network.api import Acting, organisation, people_of, person_names

from ...models import Mission, Session
from ...models.life import Attendance, Talk
from ...queries.access import mission_of, session_of
from ...rules.kinds import PhaseKind
from ...rules.links import tidy_url
from .common import bounded, day_of, needed


@dataclass(frozen=True, slots=True)
class TalkDraft:
    """A talk. ``speaker``: id of a person of ``organisation``, or ``speaker_name``; ``organisation``: slug or id, or nothing."""

    theme: str
    on: dt.date
    phase: PhaseKind = PhaseKind.PREPARATION
    starts: dt.time | None = None
    minutes: int = 90
    place: str = ""
    aims: str = ""
    organisation: str = ""
    speaker: str = ""
    speaker_name: str = ""
    module: str = ""


def plan_talk(*, acting: Acting, session: str, draft: TalkDraft, now: dt.datetime, talk_id: str = "") -> str:
    """Plan a talk of a session, or change one, and return its id. Whoever speaks there is told when they are of the house.

    Raises:
        Missing: ``programme.no_session``, ``programme.no_talk``, ``network.no_organisation``. Denied: may not run it.
        Invalid: ``programme.theme_needed``, ``programme.talk_length``, ``programme.speaker_elsewhere``, ``programme.link_wrong``.
    """
    parent = session_of(acting, session, run=True)
    columns = _columns(draft, day=day_of(now))
    with atomic():
        row = parent.talks.filter(id=talk_id).first() if talk_id else Talk(session=parent, created_at=now)
        if row is None:
            raise Missing("programme.no_talk")
        before = row.speaker
        for name, value in columns.items():
            setattr(row, name, value)
        row.created_by = row.created_by or acting.actor
        row.save()
        _note(acting, "talk_planned", parent, now)
        if row.speaker and row.speaker not in {before, acting.actor}:
            notify(
                person=ActorId(row.speaker),
                code="programme.you_speak",
                now=now,
                link="/missions/mes-volontaires",
                params={"title": row.theme},
            )
    return row.id


def _columns(draft: TalkDraft, *, day: dt.date) -> dict[str, object]:
    theme = needed(draft.theme, field="theme", most=200, code="programme.theme_needed")
    if not 10 <= draft.minutes <= 600:
        raise Invalid("programme.talk_length", field="minutes")
    module = _address(draft.module)
    house = organisation(draft.organisation) if draft.organisation else None
    if draft.speaker:
        there = {card.id for card in people_of(OrgId(house.id), day=day)} if house else set()
        if draft.speaker not in there:
            raise Invalid("programme.speaker_elsewhere", field="speaker")
    return {
        "theme": theme,
        "on": draft.on,
        "phase": draft.phase.value,
        "starts": draft.starts,
        "minutes": draft.minutes,
        "place": draft.place.strip()[:120],
        "aims": bounded(draft.aims, field="aims"),
        "organisation_id": house.id if house else None,
        "speaker": draft.speaker,
        "speaker_name": "" if draft.speaker else draft.speaker_name.strip()[:120],
        "module": module,
    }


def _address(text: str) -> str:
    """Return the address of a learning module: a page of the house, or of the web."""
    if not text.strip() or (text.startswith("/") and not text.startswith("//")):
        return text.strip()[:300]
    try:
        return tidy_url(text)[:300]
    except ValueError:
        raise Invalid("programme.link_wrong", field="module", link=text[:80]) from None


def drop_talk(*, acting: Acting, session: str, talk_id: str, now: dt.datetime) -> None:
    """Take a talk off the programme, unless somebody's coming was already noted.

    Raises:
        Missing: ``programme.no_session``, ``programme.no_talk``. Denied: may not run it.
        Conflict: ``programme.talk_held``.
    """
    parent = session_of(acting, session, run=True)
    with atomic():
        row = parent.talks.filter(id=talk_id).first()
        if row is None:
            raise Missing("programme.no_talk")
        if row.attendances.exists():
            raise Conflict("programme.talk_held")
        row.delete()
        _note(acting, "talk_dropped", parent, now)


def note_attendance(*, acting: Acting, session: str, talk_id: str, came: Mapping[str, bool], now: dt.datetime) -> None:
    """Say which volunteers came to a talk, by mission slug. It can be said again.

    Raises:
        Missing: ``programme.no_session``, ``programme.no_talk``. Denied: may not run it. Conflict: ``programme.talk_to_come``.
    """
    parent = session_of(acting, session, run=True)
    with atomic():
        row = parent.talks.filter(id=talk_id).first()
        if row is None:
            raise Missing("programme.no_talk")
        if row.on > day_of(now):
            raise Conflict("programme.talk_to_come")
        for mission in Mission.objects.filter(session=parent, slug__in=came):
            Attendance.objects.update_or_create(
                talk=row, mission=mission, defaults={"came": came[mission.slug], "by": acting.actor, "at": now}
            )
        _note(acting, "attendance_noted", parent, now)


def keep_notes(*, acting: Acting, mission: str, talk_id: str, notes: str, base: str, now: dt.datetime) -> None:
    """Write what the group keeps of a talk: any volunteer of the session, or staff of the partners.

    ``base``: the notes one started from; when somebody wrote meanwhile, nothing is overwritten.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_talk``. Denied: ``programme.not_in_sheet``.
        Conflict: ``programme.notes_moved``. Invalid: ``programme.too_long``.
    """
    entered = mission_of(acting, mission, work=True)
    kept = bounded(notes, field="notes")
    with atomic():
        row = Talk.objects.select_for_update().filter(session=entered.mission.session, id=talk_id).first()
        if row is None:
            raise Missing("programme.no_talk")
        if row.notes != bounded(base, field="notes"):
            raise Conflict("programme.notes_moved")
        row.notes = kept
        row.save(update_fields=["notes"])
        _note(acting, "talk_noted", entered.mission.session, now)


def speaker_of(row: Talk) -> str:
    """Return the name of who speaks at a talk."""
    return person_names([row.speaker]).get(row.speaker, "") if row.speaker else row.speaker_name


def _note(acting: Acting, verb: str, session: Session, now: dt.datetime) -> None:
    record(acting=acting, verb=f"programme.{verb}", kind="session", object_id=session.id, now=now)
