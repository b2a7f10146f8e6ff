"""What a candidate does, without an account: begin, come back with a secret, add files, send, choose a time, withdraw.

The secret of a link is kept by nobody but the candidate: the house keeps its SHA-256. It travels after the ``#`` of an address,
which browsers never send, or typed in a form.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from vigie.journal.api import notify, record
from vigie.kernel.api import (
    PARIS,
    ActorId,
    Conflict,
    FileRef,
    Invalid,
    Missing,
    OrgId,
    after_commit,
    atomic,
    erase_file,
    keep_file,
    new_id,
)

from ..models import Application, ApplicationFile, Call, Decision, InterviewSlot
from ..people import Candidate, candidate_of, candidates, keep_candidate, owner_of
from ..queries.cards import PUBLIC, deadline_of
from ..rules.calls import Openness, is_late, openness
from ..rules.kinds import AgeBand, FileKind, Level, Source
from ..rules.papers import check_paper
from ..rules.spam import Held
from ..rules.states import APPLICATION_MOVES, ApplicationState, CallState, can_move
from ..rules.texts import tidy

MOST_FILES = 6
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LONGEST = {"first_name": 80, "last_name": 80, "email": 200, "phone": 30, "town": 80, "available": 300}
LONGEST_LETTER = 8000


@dataclass(frozen=True, slots=True)
class Begun:
    """A new application: its id, and the secret that opens it, shown once."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What a candidate wrote. ``mission``: its id, when the call has several."""

    candidate: Candidate
    age_band: str = ""
    mission: str = ""


def begin(
    *, slug: str, answers: Answers, language: str, held: Held, now: dt.datetime, source: Source = Source.FORM
) -> Begun:
    """Keep a candidate's first answers as a draft that only their secret opens.

    Raises:
        Missing: ``programme.no_public_call``. Conflict: ``programme.call_closed``.
        Invalid: ``programme.email_wrong``, ``programme.answer_wrong``.
    """
    call = Call.objects.filter(slug=slug, state__in=PUBLIC).first()
    if call is None:
        raise Missing("programme.no_public_call")
    day = now.astimezone(PARIS).date()
    shut = openness(state=CallState(call.state), deadline=deadline_of(call), day=day)
    if source is not Source.EMAIL and shut in {Openness.CLOSED, Openness.ARCHIVED}:
        raise Conflict("programme.call_closed")
    secret = new_id()
    with atomic():
        row = Application(
            call=call,
            code=_free_code(call),
            token=digest(secret),
            source=source.value,
            language=language,
            held=held.value,
            started_at=now,
            invented=call.invented,
        )
        _write(row, answers)
        row.save()
        record(
            acting=None,
            verb="programme.application_begun",
            kind="application",
            object_id=row.id,
            now=now,
            organisation=OrgId(call.session.programme.operator_id),
        )
    return Begun(row.id, secret)


def find(secret: str) -> Application:
    """Return the application a secret opens, however it was written down.

    Raises:
        Missing: ``programme.no_such_code``.
    """
    row = Application.objects.filter(token=digest(secret), erased_at=None).select_related("call", "mission").first()
    if row is None:
        raise Missing("programme.no_such_code")
    return row


def mine(application_id: str) -> Application:
    """Return the application a candidate opened before, in this browser.

    Raises:
        Missing: ``programme.no_such_code``, it was erased meanwhile.
    """
    row = Application.objects.filter(id=application_id, erased_at=None).select_related("call", "mission").first()
    if row is None:
        raise Missing("programme.no_such_code")
    return row


def digest(secret: str) -> str:
    """Return what the house keeps of a secret; blanks, dashes and capitals do not count."""
    plain = "".join(letter for letter in secret.lower() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def change(*, application_id: str, answers: Answers, now: dt.datetime) -> None:
    """Keep what a candidate corrected. Once the jury began to read, answers stay as they were read.

    Raises:
        Missing: ``programme.no_such_code``. Conflict: ``programme.application_read``.
        Invalid: as ``begin``.
    """
    with atomic():
        row = _open(application_id)
        _write(row, answers)
        row.version += 1
        row.save()
        _note(row, "programme.application_changed", now)


def _open(application_id: str) -> Application:
    row = Application.objects.select_for_update().filter(id=application_id, erased_at=None).first()
    if row is None:
        raise Missing("programme.no_such_code")
    still = {ApplicationState.DRAFT.value, ApplicationState.RECEIVED.value, ApplicationState.COMPLETE.value}
    if row.state not in still or row.readings.exists():
        raise Conflict("programme.application_read")
    return row


def _write(row: Application, answers: Answers) -> None:
    candidate = clean(answers.candidate)
    if answers.age_band and answers.age_band not in set(AgeBand):
        raise Invalid("programme.answer_wrong", field="age_band")
    row.age_band = answers.age_band
    offered = {mission.id: mission for mission in row.call.missions.all()}
    if answers.mission and answers.mission not in offered:
        raise Invalid("programme.answer_wrong", field="mission")
    only = next(iter(offered)) if len(offered) == 1 else None
    row.mission = offered.get(answers.mission or only or "")
    keep_candidate(row, candidate)


def clean(candidate: Candidate) -> Candidate:
    """Return a candidate's answers as they are kept.

    Raises:
        Invalid: ``programme.email_wrong``; ``programme.answer_wrong``, a level that is none; ``programme.letter_too_long``.
    """
    texts = {name: tidy(getattr(candidate, name))[:most] for name, most in _LONGEST.items()}
    if not _is_address(texts["email"]):
        raise Invalid("programme.email_wrong", field="email")
    if len(candidate.letter) > LONGEST_LETTER and not candidate.subject:
        raise Invalid("programme.letter_too_long", field="letter", most=LONGEST_LETTER)
    if not set(candidate.languages.values()) <= {level.value for level in Level}:
        raise Invalid("programme.answer_wrong", field="languages")
    return Candidate(
        **texts,
        served=candidate.served,
        licence=candidate.licence,
        car=candidate.car,
        languages=dict(candidate.languages),
        letter=tidy(candidate.letter),
        subject=tidy(candidate.subject)[:300],
    )


def _is_address(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(name and at and "." in host and not any(c.isspace() for c in text) and text.count("@") == 1)


def add_file(*, application_id: str, kind: FileKind, data: bytes, now: dt.datetime) -> str:
    """Keep a candidate's file, encrypted; a new CV or letter takes the place of the one before. Return its id.

    Raises:
        Missing: ``programme.no_such_code``. Conflict: ``programme.application_read``, ``programme.files_enough``.
        Invalid: as ``check_paper``; what was there stays.
    """
    paper = check_paper(data)
    with atomic():
        row = _open(application_id)
        if kind is FileKind.OTHER and row.files.filter(kind=kind.value).count() >= MOST_FILES - 2:
            raise Conflict("programme.files_enough")
        if kind is not FileKind.OTHER:
            for old in row.files.filter(kind=kind.value):
                _drop(old)
        made = ApplicationFile.objects.create(
            application=row,
            kind=kind.value,
            media_type=paper.media_type,
            extension=paper.extension,
            size=paper.size,
            file=keep_file(data, owner=owner_of(row.id)),
            at=now,
        )
        _note(row, "programme.application_file", now)
        _settle(row)
    return made.id


def remove_file(*, application_id: str, file_id: str, now: dt.datetime) -> None:
    """Take back a file that was added by mistake.

    Raises:
        Missing: ``programme.no_such_code``, ``programme.no_file``. Conflict: ``programme.application_read``.
    """
    with atomic():
        row = _open(application_id)
        found = row.files.filter(id=file_id).first()
        if found is None:
            raise Missing("programme.no_file")
        _drop(found)
        _note(row, "programme.application_file_gone", now)


def _drop(file: ApplicationFile) -> None:
    ref = FileRef(file.file)
    file.delete()
    after_commit(lambda: erase_file(ref))


def missing_parts(application: Application, candidate: Candidate) -> list[str]:
    """Return what an application lacks to be complete: ``name``, ``cv``, ``letter``, ``mission``. Nothing is refused for it."""
    kinds = {file.kind for file in application.files.all()}
    several = application.call.missions.count() > 1
    tests = (
        ("name", not (candidate.first_name and candidate.last_name)),
        ("mission", several and not application.mission_id),
        ("cv", FileKind.CV.value not in kinds),
        ("letter", FileKind.LETTER.value not in kinds and not candidate.letter),
    )
    return [part for part, lacking in tests if lacking]


def send(*, application_id: str, now: dt.datetime) -> Application:
    """Send an application: received, complete when nothing lacks. After the deadline it is kept as late, and the jury decides.

    Raises:
        Missing: ``programme.no_such_code``. Conflict: ``programme.sent_already``; ``programme.call_closed``, closed meanwhile: the
            draft is still there.
    """
    with atomic():
        row = _open(application_id)
        if row.state != ApplicationState.DRAFT:
            raise Conflict("programme.sent_already")
        if row.call.state != CallState.PUBLISHED and row.source != Source.EMAIL:
            raise Conflict("programme.call_closed")
        day = now.astimezone(PARIS).date()
        row.late = is_late(deadline_of(row.call), day)
        row.received_at = now
        row.state = ApplicationState.RECEIVED.value
        row.same_as = _same_person(row)
        row.save()
        _settle(row)
        _note(row, "programme.application_sent", now)
        if not row.held:
            tell_jury(row, now)
    return row


def _settle(row: Application) -> None:
    """Move a sent application to complete once nothing lacks."""
    if row.state == ApplicationState.RECEIVED and not missing_parts(row, candidate_of(row)):
        row.state = ApplicationState.COMPLETE.value
        row.save(update_fields=["state"])


def _same_person(row: Application) -> Application | None:
    """Return the earlier application of the same address to this call. Both are kept; the latest is proposed."""
    others = row.call.applications.exclude(id=row.id).exclude(state=ApplicationState.DRAFT.value)
    rows = list(others.filter(erased_at=None).order_by("-received_at"))
    known = candidates([row, *rows])
    key = known[row.id].key
    return next((other for other in rows if known[other.id].key == key), None)


def tell_jury(row: Application, now: dt.datetime) -> None:
    """Leave a word for the jury; it names nobody."""
    for juror in row.call.jury.filter(ended_at=None):
        notify(
            person=ActorId(juror.person),
            code="programme.application_came",
            now=now,
            link=f"/missions/appel/{row.call.slug}/candidatures",
            params={"title": str(row.call), "code": row.code},
        )


def withdraw(*, application_id: str, now: dt.datetime) -> None:
    """Withdraw an application, at any time before a mission is made of it. What was kept goes at once.

    Raises:
        Missing: ``programme.no_such_code``. Conflict: ``programme.cannot_move``.
    """
    from .erasing import erase_application  # noqa: PLC0415 -- erasing knows this module's rows

    with atomic():
        row = mine(application_id)
        before = ApplicationState(row.state)
        if not can_move(APPLICATION_MOVES, before, ApplicationState.WITHDRAWN):
            raise Conflict("programme.cannot_move")
        row.state = ApplicationState.WITHDRAWN.value
        row.save(update_fields=["state"])
        InterviewSlot.objects.filter(application=row).update(application=None)
        Decision.objects.filter(application=row, agreed_at=None, withdrawn_at=None).update(withdrawn_at=now)
        _note(row, "programme.application_withdrawn", now)
        erase_application(row, now=now)


def choose_slot(*, application_id: str, slot_id: str, now: dt.datetime) -> None:
    """Take a time among those offered, in the place of one taken before.

    Raises:
        Missing: ``programme.no_such_code``. Conflict: ``programme.not_invited``; ``programme.slot_taken``.
    """
    with atomic():
        row = mine(application_id)
        if row.state != ApplicationState.INTERVIEW:
            raise Conflict("programme.not_invited")
        InterviewSlot.objects.filter(application=row).update(application=None)
        free = InterviewSlot.objects.filter(id=slot_id, call=row.call, application=None, starts_at__gt=now)
        if not free.update(application=row):
            raise Conflict("programme.slot_taken")
        _note(row, "programme.slot_chosen", now)


def _free_code(call: Call) -> str:
    taken = set(call.applications.values_list("code", flat=True))
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(5))
        if code not in taken:
            return code


def _note(row: Application, verb: str, now: dt.datetime, **detail: Mapping[str, str]) -> None:
    operator = OrgId(row.call.session.programme.operator_id)
    record(acting=None, verb=verb, kind="application", object_id=row.id, now=now, organisation=operator, detail=detail)
