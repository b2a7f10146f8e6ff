"""What a jury does: let a held form in, read, decide together, offer times, import an e-mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import IntegrityError

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, FileRef, Invalid, Missing, Refusal, after_commit, atomic, erase_file
from vigie.network.api import Acting

from ..models import Application, Decision, InterviewSlot, Juror, Reading
from ..people import Candidate, keep_words
from ..queries.access import application_of, seat
from ..rules.kinds import Advice, FileKind, Source
from ..rules.mails import is_letter, read_letter
from ..rules.reading import clean_marks
from ..rules.spam import Held
from ..rules.states import APPLICATION_MOVES, DECIDED, ApplicationState, can_move
from ..rules.texts import tidy
from .applying import Answers, add_file, begin, send, tell_jury

LONGEST_WORDS = 4000
READERS = 2
MINUTES = range(10, 181)


def let_in(*, acting: Acting, application_id: str, now: dt.datetime) -> None:
    """Say that a held form is a real candidate's.

    Raises:
        Missing: ``programme.no_application``. Conflict: ``programme.not_held``.
    """
    row, _juror = application_of(acting, application_id)
    with atomic():
        if not Application.objects.filter(id=row.id).exclude(held="").update(held=""):
            raise Conflict("programme.not_held")
        _note(acting, "programme.let_in", row, now)
        tell_jury(row, now)


def mark_complete(*, acting: Acting, application_id: str, now: dt.datetime) -> None:
    """Say that an application has what the jury needs, whatever the form counted.

    Raises:
        Missing: ``programme.no_application``. Conflict: ``programme.cannot_move``.
    """
    row, _juror = application_of(acting, application_id)
    with atomic():
        _move(row, ApplicationState.COMPLETE)
        _note(acting, "programme.marked_complete", row, now)


def read(
    *,
    acting: Acting,
    application_id: str,
    marks: Mapping[str, object],
    advice: str,
    words: str,
    hand_in: bool,
    now: dt.datetime,
) -> None:
    """Keep one's reading; once handed in it changes no more, and is shown to the other reader when theirs is in too.

    Raises:
        Missing: ``programme.no_application``.
        Invalid: ``programme.mark_wrong``; ``programme.advice_needed``, handed in without one; ``programme.too_long``.
        Conflict: ``programme.read_already``; ``programme.readers_enough``, two of other organisations read it already;
            ``programme.reader_of_yours``, a colleague reads it for your organisation; ``programme.not_complete``.
    """
    row, juror = application_of(acting, application_id)
    kept = tidy(words)
    if len(kept) > LONGEST_WORDS:
        raise Invalid("programme.too_long", field="words", most=LONGEST_WORDS)
    try:
        given = clean_marks(marks, [c.id for c in row.call.criteria.all()])
        advised = Advice(advice).value if advice else ""
    except ValueError:
        raise Invalid("programme.mark_wrong", field="marks") from None
    if hand_in and not advised:
        raise Invalid("programme.advice_needed", field="advice")
    with atomic():
        Application.objects.select_for_update().get(id=row.id)
        mine = row.readings.filter(juror=juror).first() or _new_reading(row, juror, acting, now)
        if mine.handed_in_at:
            raise Conflict("programme.read_already")
        old, mine.words = mine.words, keep_words(row.id, kept)
        if old:
            after_commit(lambda: erase_file(FileRef(old)))
        mine.marks, mine.advice, mine.given_at = given, advised, now
        mine.handed_in_at = now if hand_in else None
        mine.save()
        _note(acting, "programme.read_in" if hand_in else "programme.reading_kept", row, now)


def _new_reading(row: Application, juror: Juror, acting: Acting, now: dt.datetime) -> Reading:
    if row.state == ApplicationState.RECEIVED:
        raise Conflict("programme.not_complete")
    if row.readings.filter(juror__organisation_id=juror.organisation_id).exists():
        raise Conflict("programme.reader_of_yours")
    if row.readings.count() >= READERS:
        raise Conflict("programme.readers_enough")
    return Reading(application=row, juror=juror, given_by=acting.actor, given_at=now)


def invite_to_interview(*, acting: Acting, application_ids: Sequence[str], now: dt.datetime) -> int:
    """Move applications to the interview and return how many moved; candidates then choose a time on their page.

    Raises:
        Missing: ``programme.no_application``. Conflict: ``programme.two_readings``.
    """
    rows = [application_of(acting, one)[0] for one in application_ids]
    with atomic():
        for row in rows:
            _two_readings(row)
            _move(row, ApplicationState.INTERVIEW)
            _note(acting, "programme.to_interview", row, now)
    return len(rows)


def propose(
    *, acting: Acting, application_id: str, outcome: ApplicationState, reason: str = "", now: dt.datetime
) -> str:
    """Propose a decision to the other partners and return its id; it holds once one of another organisation agrees.

    Raises:
        Missing: ``programme.no_application``.
        Invalid: ``programme.not_an_outcome``. Conflict: ``programme.cannot_move``, ``programme.two_readings``,
            ``programme.decision_waits``.
    """
    row, juror = application_of(acting, application_id)
    if outcome not in DECIDED:
        raise Invalid("programme.not_an_outcome", field="outcome")
    if not can_move(APPLICATION_MOVES, ApplicationState(row.state), outcome):
        raise Conflict("programme.cannot_move")
    _two_readings(row)
    try:
        with atomic():
            made = Decision.objects.create(
                application=row,
                outcome=outcome.value,
                reason=keep_words(row.id, tidy(reason)[:LONGEST_WORDS]),
                proposed_by=acting.actor,
                proposed_for_id=juror.organisation_id,
                proposed_at=now,
            )
            _note(acting, "programme.decision_proposed", row, now)
            others = row.call.jury.filter(ended_at=None).exclude(organisation_id=juror.organisation_id)
            for other in others:
                link = f"/missions/candidature/{row.id}"
                params = {"code": row.code, "title": str(row.call)}
                notify(person=ActorId(other.person), code="programme.decide", now=now, link=link, params=params)
    except IntegrityError as error:
        raise Conflict("programme.decision_waits") from error
    return made.id


def agree(*, acting: Acting, application_id: str, agreed: bool, now: dt.datetime) -> None:
    """Answer a proposed decision: a juror of another organisation agrees, and it holds; anyone of the jury takes it back.

    Raises:
        Missing: ``programme.no_application``, ``programme.no_decision``.
        Conflict: ``programme.two_partners``, of the organisation that proposed; ``programme.cannot_move``.
    """
    row, juror = application_of(acting, application_id)
    with atomic():
        waiting = row.decisions.select_for_update().filter(agreed_at=None, withdrawn_at=None).first()
        if waiting is None:
            raise Missing("programme.no_decision")
        if not agreed:
            waiting.withdrawn_at = now
            waiting.save(update_fields=["withdrawn_at"])
            _note(acting, "programme.decision_taken_back", row, now)
            return
        if waiting.proposed_for_id == juror.organisation_id:
            raise Conflict("programme.two_partners")
        waiting.agreed_by, waiting.agreed_for_id, waiting.agreed_at = acting.actor, juror.organisation_id, now
        waiting.save(update_fields=["agreed_by", "agreed_for", "agreed_at"])
        _move(row, ApplicationState(waiting.outcome))
        _note(acting, "programme.decided", row, now, outcome=waiting.outcome)


def offer_slots(
    *, acting: Acting, slug: str, starts: Sequence[dt.datetime], minutes: int, place: str, now: dt.datetime
) -> int:
    """Offer times for interviews and return how many are new.

    Raises:
        Missing: ``programme.no_call``. Denied: ``programme.jury_only``.
        Invalid: ``programme.slot_past``, ``programme.minutes_wrong``.
    """
    call, _juror = seat(acting, slug)
    if minutes not in MINUTES:
        raise Invalid("programme.minutes_wrong", field="minutes")
    if any(start <= now for start in starts):
        raise Invalid("programme.slot_past", field="starts")
    made = 0
    with atomic():
        for start in starts:
            _slot, new = InterviewSlot.objects.get_or_create(
                call=call,
                starts_at=start,
                place=place.strip()[:200],
                defaults={"minutes": minutes, "made_by": acting.actor},
            )
            made += new
        record(acting=acting, verb="programme.slots_offered", kind="call", object_id=call.id, now=now)
    return made


def drop_slot(*, acting: Acting, slug: str, slot_id: str, now: dt.datetime) -> None:
    """Take back a time nobody has chosen.

    Raises:
        Missing: ``programme.no_call``. Denied: ``programme.jury_only``. Conflict: ``programme.slot_taken``.
    """
    call, _juror = seat(acting, slug)
    with atomic():
        if not call.slots.filter(id=slot_id, application=None).delete()[0]:
            raise Conflict("programme.slot_taken")
        record(acting=acting, verb="programme.slot_dropped", kind="call", object_id=call.id, now=now)


def import_letter(*, acting: Acting, slug: str, data: bytes, now: dt.datetime) -> tuple[str, list[Refusal]]:
    """Make an application of an e-mail saved as ``.eml``: its words are the letter, its files CV and letter.

    Return the application's id, and why any file was not kept; the rest was.

    Raises:
        Missing: ``programme.no_call``. Denied: ``programme.jury_only``.
        Invalid: ``programme.mail_too_large``, ``programme.mail_not_one``. Conflict: ``programme.call_closed``.
    """
    call, _juror = seat(acting, slug)
    letter = read_letter(data)
    first, _space, last = letter.name.partition(" ")
    candidate = Candidate(
        first_name=first,
        last_name=last,
        email=letter.address,
        subject=letter.subject or "–",
        letter=letter.text,
    )
    with atomic():
        begun = begin(
            slug=call.slug,
            answers=Answers(candidate),
            language="fr",
            held=Held.NONE,
            now=now,
            source=Source.EMAIL,
        )
        refused = _add_letters(begun.id, letter.files, now)
        row = send(application_id=begun.id, now=now)
        _note(acting, "programme.mail_imported", row, now)
    return begun.id, refused


def _add_letters(application_id: str, files: Sequence[tuple[str, bytes]], now: dt.datetime) -> list[Refusal]:
    refused: list[Refusal] = []
    taken: set[FileKind] = set()
    for name, data in files:
        wanted = FileKind.LETTER if is_letter(name) else FileKind.CV
        kind = FileKind.OTHER if wanted in taken else wanted
        try:
            add_file(application_id=application_id, kind=kind, data=data, now=now)
            taken.add(kind)
        except Refusal as refusal:
            refused.append(refusal)
    return refused


def _two_readings(row: Application) -> None:
    if row.readings.exclude(handed_in_at=None).count() < READERS:
        raise Conflict("programme.two_readings")


def _move(row: Application, to: ApplicationState) -> None:
    fresh = Application.objects.select_for_update().get(id=row.id)
    if not can_move(APPLICATION_MOVES, ApplicationState(fresh.state), to):
        raise Conflict("programme.cannot_move")
    row.state = fresh.state = to.value
    fresh.save(update_fields=["state"])


def _note(acting: Acting, verb: str, row: Application, now: dt.datetime, **detail: object) -> None:
    record(acting=acting, verb=verb, kind="application", object_id=row.id, now=now, detail=detail)
