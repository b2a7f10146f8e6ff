"""Training sessions: planned, changed, held or cancelled; who is on the sheet, who came, what they thought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, Missing, atomic, world
from vigie.network.api import Acting, Audience, Permission, check, people_of

from ..loading import modules
from ..models import Attendance, Evaluation, TrainingSession
from ..queries.seen import own_session, seen_session
from ..rules.library import is_link
from ..rules.states import SessionState, may_become

LONGEST = dt.timedelta(days=14)
MARKS = range(1, 5)
MOST_MATERIALS = 20
COMMENT = 600


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as it is written. ``materials``: a line each, a name, then perhaps ``|`` and an address."""

    title: str
    starts: dt.datetime
    ends: dt.datetime
    place: str
    trainers: str
    module: str = ""
    theme: str = ""
    materials: str = ""
    seats: int | None = None
    audience: Audience = Audience.OWNER


def plan_session(*, acting: Acting, draft: SessionDraft, now: dt.datetime) -> str:
    """Plan a session and return its id.

    Raises:
        Denied: may not run trainings.
        Invalid: it ends before it starts, lasts too long, names a module or an address that cannot be.
    """
    check(acting, Permission.RUN_TRAINING)
    _check(draft)
    with atomic():
        row = TrainingSession.objects.create(
            organisation_id=acting.organisation,
            created_by=acting.actor,
            created_at=now,
            invented=world().invented,
            **_columns(draft),
        )
        _note(acting, "learning.session_planned", row.id, now)
    return row.id


def change_session(*, acting: Acting, session_id: str, draft: SessionDraft, version: int, now: dt.datetime) -> None:
    """Change a session that is to come.

    Raises:
        Denied: may not run trainings. Missing: another association's.
        Conflict: it was held or cancelled; somebody changed it meanwhile. Invalid: as ``plan_session``.
    """
    check(acting, Permission.RUN_TRAINING)
    with atomic():
        row = own_session(acting, session_id)
        if row.state != SessionState.PLANNED:
            raise Conflict("learning.session_step")
        if row.version != version:
            raise Conflict("learning.session_changed")
        _check(draft)
        for name, value in _columns(draft).items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        _note(acting, "learning.session_changed", row.id, now)


def move_session(*, acting: Acting, session_id: str, to: SessionState, now: dt.datetime) -> None:
    """Cancel a session, or take back that it was cancelled or held; a sheet that was ticked is then blank again.

    Raises:
        Denied: may not run trainings. Missing: another association's. Conflict: this step does not exist.
    """
    with atomic():
        row = own_session(acting, session_id)
        if to is SessionState.HELD or not may_become(SessionState(row.state), to):
            raise Conflict("learning.session_step")
        row.state, row.came = to.value, None
        row.version += 1
        row.save(update_fields=["state", "came", "version"])
        row.sheet.update(present=None)
        _note(acting, f"learning.session_{'cancelled' if to is SessionState.CANCELLED else 'reopened'}", row.id, now)


def enrol(*, acting: Acting, session_id: str, now: dt.datetime) -> None:
    """Put oneself on the sheet of a session one may see.

    Raises:
        Denied: may not see the trainings. Missing: not for this association.
        Conflict: ``learning.enrolled``, ``learning.full``, ``learning.session_step``, ``learning.session_begun``.
    """
    row = seen_session(acting, session_id)
    if now >= row.starts:
        raise Conflict("learning.session_begun")
    with atomic():
        _add(acting, row, acting.actor, now)


def add_to_sheet(*, acting: Acting, session_id: str, person_id: str, now: dt.datetime) -> None:
    """Put a colleague on the sheet, even on the day.

    Raises:
        Denied: may not run trainings. Missing: another association's session, or nobody of one's own.
        Conflict: as ``enrol``.
    """
    with atomic():
        row = own_session(acting, session_id)
        if person_id not in {card.id for card in people_of(acting.organisation, day=now.date())}:
            raise Missing("network.no_person")
        _add(acting, row, person_id, now)


def leave_sheet(*, acting: Acting, session_id: str, now: dt.datetime) -> None:
    """Take oneself off the sheet before the session.

    Raises:
        Denied: may not see the trainings. Missing: not on it. Conflict: it has begun.
    """
    row = seen_session(acting, session_id)
    if now >= row.starts:
        raise Conflict("learning.session_begun")
    with atomic():
        gone, _of = row.sheet.filter(person=acting.actor).delete()
        if not gone:
            raise Missing("learning.not_on_sheet")
        _note(acting, "learning.left_sheet", row.id, now)


def tick_sheet(*, acting: Acting, session_id: str, present: Collection[str], now: dt.datetime) -> int:
    """Say who of the sheet came (ids of attendances); the session was then held. Ticking again corrects. Return how many came.

    Raises:
        Denied: may not run trainings. Missing: another association's. Conflict: it has not begun, or was cancelled.
    """
    with atomic():
        row = own_session(acting, session_id)
        if row.state == SessionState.CANCELLED:
            raise Conflict("learning.session_step")
        if now < row.starts:
            raise Conflict("learning.session_to_come")
        row.sheet.update(present=False)
        came = row.sheet.filter(id__in=list(present)).update(present=True)
        row.state, row.came = SessionState.HELD.value, came
        row.save(update_fields=["state", "came"])
        _note(acting, "learning.sheet_ticked", row.id, now)
    return came


def evaluate(*, acting: Acting, session_id: str, useful: int, ready: int, missing: str, now: dt.datetime) -> None:
    """Leave one's opinion, once, without a name: the journal says neither who nor what.

    Raises:
        Denied: may not see the trainings. Missing: not for this association.
        Conflict: ``learning.did_not_come``, ``learning.evaluated``. Invalid: a mark that is not from 1 to 4; too long.
    """
    row = seen_session(acting, session_id)
    if useful not in MARKS or ready not in MARKS:
        raise Invalid("learning.mark", field="useful" if useful not in MARKS else "ready")
    if len(missing) > COMMENT:
        raise Invalid("learning.comment_long", field="missing", most=COMMENT)
    with atomic():
        sheet = row.sheet.select_for_update().filter(person=acting.actor, present=True).first()
        if sheet is None:
            raise Conflict("learning.did_not_come")
        if sheet.evaluated:
            raise Conflict("learning.evaluated")
        sheet.evaluated = True
        sheet.save(update_fields=["evaluated"])
        Evaluation.objects.create(session=row, useful=useful, ready=ready, missing=missing.strip())
        record(acting=None, verb="learning.evaluated", kind="session", object_id=row.id, now=now)


def _add(acting: Acting, row: TrainingSession, person_id: str, now: dt.datetime) -> None:
    if row.state != SessionState.PLANNED:
        raise Conflict("learning.session_step")
    if row.seats is not None and row.sheet.count() >= row.seats:
        raise Conflict("learning.full", seats=row.seats)
    try:
        with atomic():
            Attendance.objects.create(
                session=row, person_id=person_id, organisation_id=acting.organisation, created_at=now
            )
    except IntegrityError as error:
        raise Conflict("learning.enrolled") from error
    _note(acting, "learning.enrolled", row.id, now)


def _check(draft: SessionDraft) -> None:
    for name in ("title", "place", "trainers"):
        if not getattr(draft, name).strip():
            raise Invalid("learning.needed", field=name)
    if draft.ends <= draft.starts:
        raise Invalid("learning.ends_before", field="ends")
    if draft.ends - draft.starts > LONGEST:
        raise Invalid("learning.lasts_long", field="ends", days=LONGEST.days)
    if draft.module and draft.module not in {module.slug for module in modules()}:
        raise Invalid("learning.no_module", field="module")
    lines = [line for line in draft.materials.splitlines() if line.strip()]
    if len(lines) > MOST_MATERIALS:
        raise Invalid("learning.many_materials", field="materials", most=MOST_MATERIALS)
    for line in lines:
        _name, parted, address = line.partition("|")
        if parted and not is_link(address.strip()):
            raise Invalid("learning.not_a_link", field="materials", text=address.strip()[:80])


def _columns(draft: SessionDraft) -> dict[str, object]:
    return {
        "title": draft.title.strip(),
        "module": draft.module,
        "theme": draft.theme.strip(),
        "starts": draft.starts,
        "ends": draft.ends,
        "place": draft.place.strip(),
        "trainers": draft.trainers.strip(),
        "materials": draft.materials.strip(),
        "seats": draft.seats,
        "audience": draft.audience.value,
    }


def _note(acting: Acting, verb: str, session_id: str, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="session", object_id=session_id, now=now)
