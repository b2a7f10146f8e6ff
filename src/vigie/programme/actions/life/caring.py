"""What protects the volunteer: papers, days off, who to call, debriefs after a hard day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from vigie.journal.api import notify, record
from vigie.kernel.api import (
    ActorId,
    Denied,
    FileRef,
    Invalid,
    Missing,
    NoFile,
    after_commit,
    atomic,
    erase_file,
    keep_file,
    read_file,
)
from vigie.network.api import Acting

from ...models import Mission
from ...models.life import Absence, Care, Debrief, MissionPaper
from ...queries.life.access import InLife, life_of, team
from ...rules.life.care import AbsenceKind, PaperKind
from ...rules.papers import check_paper
from .common import bounded, day_of, needed, note, tell_followers

KEPT_AFTER = dt.timedelta(days=90)
"""A debrief and an emergency contact go this long after the mission."""
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Emergency:
    """Who to call: kept encrypted, opened with a reason."""

    name: str = ""
    phone: str = ""
    tie: str = ""
    notes: str = ""


def owner_of(mission_id: str) -> str:
    """Return the owner of what is kept of a volunteer's life."""
    return f"mission:{mission_id}:care"


def set_emergency(*, acting: Acting, slug: str, contact: Emergency, now: dt.datetime) -> None:
    """Say who to call: the volunteer alone does; an empty contact erases the one before.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.volunteer_only``. Invalid: ``programme.too_long``.
    """
    entered = life_of(acting, slug, volunteer=True)
    clean = Emergency(**{name: bounded(text, field=name, most=300) for name, text in asdict(contact).items()})
    with atomic():
        row = _care(entered.mission)
        old = row.emergency
        empty = clean == Emergency()
        kept = "" if empty else keep_file(json.dumps(asdict(clean)).encode(), owner=owner_of(entered.mission.id))
        row.emergency, row.emergency_at = kept, None if empty else now
        row.save()
        if old:
            after_commit(lambda: erase_file(FileRef(old)))
        note(acting, "emergency_set", entered.mission, now)


def open_emergency(*, acting: Acting, slug: str, reason: str, now: dt.datetime) -> Emergency:
    """Open who to call, with a reason that the volunteer reads: staff of the operator; the volunteer, without one.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_emergency``. Denied: ``programme.operator_only``.
        Invalid: ``programme.reason_needed``.
    """
    entered = life_of(acting, slug)
    if not (entered.volunteer or entered.runs_here):
        raise Denied("programme.operator_only")
    row = Care.objects.filter(mission=entered.mission).first()
    if row is None or not row.emergency:
        raise Missing("programme.no_emergency")
    if not entered.volunteer:
        words = needed(reason, field="reason", most=LONGEST_REASON, code="programme.reason_needed")
        with atomic():
            _opened(acting, entered.mission, words, now)
    try:
        return Emergency(**json.loads(read_file(FileRef(row.emergency))))
    except NoFile:
        raise Missing("programme.no_emergency") from None


def _opened(acting: Acting, mission: Mission, words: str, now: dt.datetime) -> None:
    record(
        acting=acting,
        verb="programme.emergency_opened",
        kind="mission",
        object_id=mission.id,
        now=now,
        motive=words,
    )
    if mission.volunteer_id:
        notify(
            person=ActorId(str(mission.volunteer_id)),
            code="programme.emergency_was_opened",
            now=now,
            link=f"/missions/mission/{mission.slug}/soin",
            params={"name": acting.name, "reason": words},
        )


def choose_confidant(*, acting: Acting, slug: str, person: str, now: dt.datetime) -> None:
    """Choose whom one talks to in confidence, among those of the mission; nobody takes them off. They are told.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.volunteer_only``. Invalid: ``programme.confidant_elsewhere``.
    """
    entered = life_of(acting, slug, volunteer=True)
    if person and (person == acting.actor or person not in team(entered.mission, day=day_of(now))):
        raise Invalid("programme.confidant_elsewhere", field="person")
    with atomic():
        row = _care(entered.mission)
        row.confidant = person
        row.save()
        note(acting, "confidant_chosen", entered.mission, now)
        if person:
            link = f"/missions/mission/{entered.mission.slug}/soin"
            params = {"name": acting.name}
            notify(person=ActorId(person), code="programme.you_are_confidant", now=now, link=link, params=params)


def debrief(*, acting: Acting, slug: str, words: str, share: bool, now: dt.datetime) -> str:
    """Keep what the volunteer writes after a hard day, and return its id; ``share``: their confidential contact may read it.

    It is written in no journal: nobody else learns that there is one.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.volunteer_only``.
        Invalid: ``programme.words_needed``, ``programme.too_long``, ``programme.confidant_needed``.
    """
    entered = life_of(acting, slug, volunteer=True)
    text = needed(words, field="words")
    reader = _care(entered.mission, save=False).confidant if share else ""
    if share and not reader:
        raise Invalid("programme.confidant_needed", field="share")
    with atomic():
        kept = keep_file(text.encode(), owner=owner_of(entered.mission.id))
        row = Debrief.objects.create(mission=entered.mission, author=acting.actor, reader=reader, words=kept, at=now)
        if reader:
            link = f"/missions/mission/{entered.mission.slug}/soin"
            notify(person=ActorId(reader), code="programme.debrief_for_you", now=now, link=link)
    return row.id


def answer_debrief(*, acting: Acting, slug: str, debrief_id: str, words: str, now: dt.datetime) -> None:
    """Answer a debrief: the confidential contact it was shared with.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_debrief``. Denied: ``programme.not_in_life``.
        Invalid: ``programme.words_needed``.
    """
    entered = life_of(acting, slug)
    text = needed(words, field="words")
    with atomic():
        row = entered.mission.debriefs.filter(id=debrief_id, reader=acting.actor).first()
        if row is None:
            raise Missing("programme.no_debrief")
        old = row.answer
        row.answer, row.read_at = keep_file(text.encode(), owner=owner_of(entered.mission.id)), now
        row.save()
        if old:
            after_commit(lambda: erase_file(FileRef(old)))
        link = f"/missions/mission/{entered.mission.slug}/soin"
        notify(person=ActorId(row.author), code="programme.debrief_answered", now=now, link=link)


def erase_debrief(*, acting: Acting, slug: str, debrief_id: str) -> None:
    """Erase a debrief everywhere: who wrote it alone does.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_debrief``. Denied: ``programme.not_in_life``.
    """
    entered = life_of(acting, slug)
    with atomic():
        row = entered.mission.debriefs.filter(id=debrief_id, author=acting.actor).first()
        if row is None:
            raise Missing("programme.no_debrief")
        _erase(row)


def _erase(row: Debrief) -> None:
    refs = [FileRef(ref) for ref in (row.words, row.answer) if ref]
    row.delete()
    after_commit(lambda: _shred(refs))


def _shred(refs: Sequence[FileRef]) -> None:
    for ref in refs:
        erase_file(ref)


def add_paper(
    *,
    acting: Acting,
    slug: str,
    kind: PaperKind,
    name: str,
    data: bytes,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    now: dt.datetime,
) -> str:
    """Keep a contract, an insurance or another paper of the mission, encrypted, and return its id: the operator or the volunteer.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.operator_only``.
        Invalid: ``programme.dates_backwards``; as ``rules.papers.check_paper``.
    """
    entered = _keeps(acting, slug)
    paper = check_paper(data, field="file")
    if starts and ends and ends < starts:
        raise Invalid("programme.dates_backwards", field="ends")
    with atomic():
        row = MissionPaper.objects.create(
            mission=entered.mission,
            kind=kind.value,
            name=name.strip()[:120] or kind.value,
            starts=starts,
            ends=ends,
            file=keep_file(data, owner=owner_of(entered.mission.id)),
            media_type=paper.media_type,
            added_by=acting.actor,
            added_at=now,
        )
        note(acting, "paper_added", entered.mission, now, paper=kind.value)
    return row.id


def drop_paper(*, acting: Acting, slug: str, paper_id: str, now: dt.datetime) -> None:
    """Erase a paper everywhere.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_file``. Denied: ``programme.operator_only``.
    """
    entered = _keeps(acting, slug)
    with atomic():
        row = entered.mission.papers.filter(id=paper_id).first()
        if row is None:
            raise Missing("programme.no_file")
        ref = FileRef(row.file)
        row.delete()
        after_commit(lambda: erase_file(ref))
        note(acting, "paper_dropped", entered.mission, now)


def be_away(*, acting: Acting, slug: str, kind: AbsenceKind, starts: dt.date, ends: dt.date, now: dt.datetime) -> str:
    """Note days off or sick, and return their id: which days, never why. Those who follow the volunteer are told.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.operator_only``. Invalid: ``programme.dates_backwards``, ``programme.too_many_days``.
    """
    entered = _keeps(acting, slug)
    if ends < starts:
        raise Invalid("programme.dates_backwards", field="ends")
    if (ends - starts).days > 120:
        raise Invalid("programme.too_many_days", field="ends")
    with atomic():
        row = Absence.objects.create(
            mission=entered.mission, kind=kind.value, starts=starts, ends=ends, by=acting.actor, at=now
        )
        note(acting, "absence_noted", entered.mission, now)
        tell_followers("volunteer_away", entered.mission, "soin", now, but=acting.actor)
    return row.id


def not_away(*, acting: Acting, slug: str, absence_id: str, now: dt.datetime) -> None:
    """Take days off back.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_absence``. Denied: ``programme.operator_only``.
    """
    entered = _keeps(acting, slug)
    with atomic():
        if not entered.mission.absences.filter(id=absence_id).delete()[0]:
            raise Missing("programme.no_absence")
        note(acting, "absence_dropped", entered.mission, now)


def forget_care(*, now: dt.datetime) -> int:
    """Erase debriefs, emergency contacts and days off of missions over for 90 days; return how many missions. Run every night."""
    limit = day_of(now) - KEPT_AFTER
    over = Mission.objects.filter(ended_on__lte=limit)
    with atomic():
        debriefs = list(Debrief.objects.filter(mission__in=over))
        cares = list(Care.objects.filter(mission__in=over).exclude(emergency=""))
        absences = Absence.objects.filter(mission__in=over)
        missions = {d.mission_id for d in debriefs} | {c.mission_id for c in cares}
        missions |= set(absences.values_list("mission_id", flat=True))
        for row in debriefs:
            _erase(row)
        refs = [FileRef(care.emergency) for care in cares]
        Care.objects.filter(id__in=[care.id for care in cares]).update(emergency="")
        after_commit(lambda: _shred(refs))
        absences.delete()
    return len(missions)


def _keeps(acting: Acting, slug: str) -> InLife:
    entered = life_of(acting, slug)
    if not (entered.volunteer or entered.runs_here):
        raise Denied("programme.operator_only")
    return entered


def _care(mission: Mission, *, save: bool = True) -> Care:
    found = Care.objects.filter(mission=mission).first()
    return found or (Care.objects.create(mission=mission) if save else Care(mission=mission))
