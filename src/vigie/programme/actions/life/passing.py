"""What a mission leaves: skills, experience sheets, documents, what is handed over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.journal.api import record
from vigie.kernel.api import (
    ActorId,
    Conflict,
    Denied,
    FileRef,
    Invalid,
    Media,
    Missing,
    OrgId,
    after_commit,
    atomic,
    erase_file,
    keep_file,
)
from vigie.network.api import (
    Acting,
    Role,
    acting_system,
    add_responsibility,
    hand_over,
    open_responsibilities,
    people_of,
)

from ...models import Mission
from ...models.life import CapitalisationDocument, DocumentVersion, Experience, HandOver, SkillNote
from ...queries.life.access import life_of
from ...queries.life.safety import never_in
from ...rules.life.passing import Handed, Licence, Skill
from ...rules.life.states import DOCUMENT_MOVES, DocumentState
from ...rules.papers import check_paper
from .common import bounded, day_of, needed, note

MOST_LEVEL = 4


def owner_of(mission_id: str, what: str) -> str:
    """Return the owner of what is kept of a mission's end: ``skills`` or ``documents``."""
    return f"mission:{mission_id}:{what}"


def note_skill(
    *, acting: Acting, slug: str, skill: Skill, before: int, after: int, words: str = "", now: dt.datetime
) -> str:
    """Say what one learnt: the volunteer, for themselves and the operator. Return its id.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.volunteer_only``. Invalid: ``programme.level_wrong``, ``programme.too_long``.
    """
    entered = life_of(acting, slug, volunteer=True)
    if not (0 <= before <= MOST_LEVEL and 0 <= after <= MOST_LEVEL):
        raise Invalid("programme.level_wrong", field="after")
    text = bounded(words, field="words", most=4000)
    mission = entered.mission
    with atomic():
        ref = keep_file(text.encode(), owner=owner_of(mission.id, "skills")) if text else ""
        row = SkillNote.objects.create(
            mission=mission, skill=skill.value, before=before, after=after, words=ref, at=now
        )
    return row.id


def drop_skill(*, acting: Acting, slug: str, skill_id: str) -> None:
    """Erase what one said of a skill, everywhere.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_skill``. Denied: ``programme.volunteer_only``.
    """
    entered = life_of(acting, slug, volunteer=True)
    with atomic():
        row = entered.mission.skills.filter(id=skill_id).first()
        if row is None:
            raise Missing("programme.no_skill")
        ref = row.words
        row.delete()
        if ref:
            after_commit(lambda: erase_file(FileRef(ref)))


def share_experience(
    *, acting: Acting, slug: str, title: str, body: str, area: str = "", themes: Sequence[str] = (), now: dt.datetime
) -> str:
    """Add a sheet to the experience library, and return its id. What would lead to somebody is refused, with the words.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.not_in_life``.
        Invalid: ``programme.name_needed``, ``programme.words_needed``, ``programme.sheet_unsafe``.
    """
    entered = life_of(acting, slug)
    heading = needed(title, field="title", most=160, code="programme.name_needed")
    text = needed(body, field="body")
    if found := never_in(f"{heading}\n{text}", acting):
        raise Invalid("programme.sheet_unsafe", field="body", words=", ".join(f"« {f.words} »" for f in found))
    with atomic():
        row = Experience.objects.create(
            programme=entered.mission.session.programme,
            mission=entered.mission,
            title=heading,
            body=text,
            area=area.strip()[:120],
            themes=[theme.strip()[:60] for theme in themes if theme.strip()],
            author=acting.actor,
            at=now,
        )
        note(acting, "experience_shared", entered.mission, now)
    return row.id


def add_document(
    *,
    acting: Acting,
    slug: str,
    title: str,
    licence: Licence,
    data: bytes,
    note_text: str = "",
    document_id: str = "",
    now: dt.datetime,
) -> str:
    """Add a document of capitalisation (DOCX, ODT or PDF), or a new version of one being worked on; return its id.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_document``. Denied: ``programme.not_in_life``.
        Invalid: ``programme.name_needed``, ``programme.not_a_document``; as ``check_paper``. Conflict: ``programme.document_final``.
    """
    entered = life_of(acting, slug)
    paper = check_paper(data, field="file")
    if paper.media_type not in {Media.PDF, Media.DOCX, Media.ODT}:
        raise Invalid("programme.not_a_document", field="file")
    mission = entered.mission
    with atomic():
        if document_id:
            row = _in_work(mission, document_id)
        else:
            row = CapitalisationDocument(mission=mission, created_by=acting.actor, created_at=now)
            row.title = needed(title, field="title", most=160, code="programme.name_needed")
        row.licence = licence.value
        row.save()
        DocumentVersion.objects.create(
            document=row,
            number=row.versions.count() + 1,
            file=keep_file(data, owner=owner_of(mission.id, "documents")),
            media_type=paper.media_type,
            size=paper.size,
            note=bounded(note_text, field="note", most=300),
            by=acting.actor,
            at=now,
        )
        note(acting, "document_added", mission, now)
    return row.id


def move_document(*, acting: Acting, slug: str, document_id: str, to: DocumentState, now: dt.datetime) -> None:
    """Say that a document is finished, published, or worked on again; publishing is the operator's.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_document``. Denied: ``programme.operator_only``.
        Conflict: ``programme.cannot_move``.
    """
    entered = life_of(acting, slug)
    with atomic():
        row = _document(entered.mission, document_id)
        if to not in DOCUMENT_MOVES[DocumentState(row.state)]:
            raise Conflict("programme.cannot_move")
        if DocumentState.PUBLISHED in {to, DocumentState(row.state)} and not entered.runs_here:
            raise Denied("programme.operator_only")
        row.state = to.value
        row.save(update_fields=["state"])
        note(acting, "document_moved", entered.mission, now, to=to.value)


def list_hand_over(
    *, acting: Acting, slug: str, kind: Handed, label: str = "", number: int | None = None, now: dt.datetime
) -> str:
    """Put a line on the hand-over checklist and return its id. Dossiers are counted, never named.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.not_in_life``.
        Invalid: ``programme.hand_over_what``, ``programme.dossiers_counted``, ``programme.sheet_unsafe``.
    """
    entered = life_of(acting, slug)
    text = bounded(label, field="label", most=200)
    if kind is Handed.DOSSIERS:
        if number is None or text:
            raise Invalid("programme.dossiers_counted", field="number")
    elif not text:
        raise Invalid("programme.hand_over_what", field="label")
    if kind is not Handed.CONTACTS and (found := never_in(text, acting)):
        raise Invalid("programme.sheet_unsafe", field="label", words=", ".join(f"« {f.words} »" for f in found))
    with atomic():
        row = HandOver.objects.create(mission=entered.mission, kind=kind.value, label=text, number=number)
        note(acting, "hand_over_listed", entered.mission, now, kind=kind.value)
    return row.id


def hand_line(*, acting: Acting, slug: str, line_id: str, to: str, now: dt.datetime) -> None:
    """Hand a line over to somebody of the volunteer's organisation, who answers for it from now on.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_hand_over``. Denied: ``programme.not_in_life``.
        Invalid: ``programme.to_elsewhere``. Conflict: ``programme.handed_already``, ``programme.no_volunteer``.
    """
    entered = life_of(acting, slug)
    with atomic():
        row = entered.mission.hand_overs.select_for_update().filter(id=line_id).first()
        if row is None:
            raise Missing("programme.no_hand_over")
        if row.done_at:
            raise Conflict("programme.handed_already")
        if to not in {str(person) for person in takers(entered.mission, day=day_of(now))}:
            raise Invalid("programme.to_elsewhere", field="to")
        _hand(entered.mission, row, to, by=acting.actor, now=now)
        note(acting, "handed_over", entered.mission, now, kind=row.kind)


def takers(mission: Mission, *, day: dt.date) -> list[ActorId]:
    """Return who may take something over: the people of the organisation the volunteer acts for, but the volunteer."""
    if not mission.home_id:
        return []
    cards = people_of(OrgId(str(mission.home_id)), day=day)
    return [card.id for card in cards if card.id != mission.volunteer_id]


def _hand(mission: Mission, row: HandOver, to: str, *, by: str, now: dt.datetime) -> None:
    if not (mission.volunteer_id and mission.home_id):
        raise Conflict("programme.no_volunteer")
    house = acting_system(organisation=str(mission.home_id), day=day_of(now))
    held = row.responsibility or add_responsibility(
        acting=house,
        person_id=ActorId(str(mission.volunteer_id)),
        kind=row.kind,
        label=row.label or str(row.number or ""),
        now=now,
    )
    row.responsibility = hand_over(acting=house, responsibility_id=held, to=ActorId(to), now=now)
    row.to, row.done_at, row.done_by = to, now, by
    row.save()


def hand_everything(mission: Mission, *, by: str, now: dt.datetime) -> int:
    """Hand to the volunteer's tutor there, or to a coordinator, what was not handed over when the mission ends; return how much.

    It runs in the transaction of the end itself. With nobody to take it, it stays listed and the journal says so.
    """
    day = day_of(now)
    if not (mission.volunteer_id and mission.home_id):
        return 0
    home = OrgId(str(mission.home_id))
    there = set(takers(mission, day=day))
    tutors = [ActorId(p.tutor) for p in mission.partners.filter(organisation_id=home) if p.tutor]
    staff = [card.id for card in people_of(home, day=day, roles=frozenset({Role.COORDINATOR}))]
    successor = next((person for person in (*tutors, *staff) if person in there), None)
    held = {row.responsibility for row in mission.hand_overs.exclude(responsibility="")}
    for card in open_responsibilities(person_id=ActorId(str(mission.volunteer_id)), organisation=home):
        if card.id not in held:
            HandOver.objects.create(
                mission=mission, kind=Handed.OTHER.value, label=card.label[:200], responsibility=card.id
            )
    left = list(mission.hand_overs.filter(done_at=None))
    if left and successor is None:
        record(acting=None, verb="programme.nobody_takes", kind="mission", object_id=mission.id, now=now)
        return 0
    for row in left:
        _hand(mission, row, str(successor), by=by, now=now)
    return len(left)


def _in_work(mission: Mission, document_id: str) -> CapitalisationDocument:
    row = _document(mission, document_id)
    if row.state != DocumentState.DRAFT:
        raise Conflict("programme.document_final")
    return row


def _document(mission: Mission, document_id: str) -> CapitalisationDocument:
    row = mission.documents.select_for_update().filter(id=document_id).first()
    if row is None:
        raise Missing("programme.no_document")
    return row
