"""Hand over to a colleague: all that one holds is listed, each line handed or left, signed by both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError
from django.urls import reverse

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, atomic

from ..acting import Acting, check
from ..models import Succession
from ..open_work import work_sources
from ..queries.successions import WorkLine, both, succession, work_today
from ..rules.permissions import Permission
from ..rules.successions import (
    HAND,
    LEAVE,
    SUCCESSIONS,
    SuccessionState,
    SuccessionStep,
    appeared,
    impossible,
    unreasoned,
    unsaid,
)
from .common import colleague, day_of

LONGEST = 500
MOST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Said:
    """What who leaves says of one line: ``hand`` or ``leave``, and why."""

    what: str = ""
    why: str = ""


def begin_succession(*, acting: Acting, to: ActorId, now: dt.datetime) -> str:
    """Begin to hand over what one holds to a colleague; return its id.

    Raises:
        Denied: no role here. Missing: nobody of this association.
        Invalid: ``network.succession_oneself``. Conflict: ``network.succession_begun``, one is under way.
    """
    check(acting, Permission.TAKE_PART)
    if to == acting.actor:
        raise Invalid("network.succession_oneself", field="to")
    try:
        with atomic():
            successor = colleague(acting=acting, person_id=to, day=day_of(now))
            row = Succession.objects.create(
                organisation_id=acting.organisation, leaving=acting.actor, arriving=successor.id, begun_at=now
            )
            _note(acting, "network.succession_begun", row, now)
    except IntegrityError:
        raise Conflict("network.succession_begun") from None
    return row.id


def say_of_lines(*, acting: Acting, succession_id: str, said: Mapping[str, Said], words: str, now: dt.datetime) -> None:
    """Keep what is said of each line, complete or not, and some words for the colleague. Who leaves, before they sign.

    Raises:
        Missing: ``network.no_succession``. Denied: ``network.succession_theirs``. Conflict: ``network.succession_moved``.
        Invalid: ``network.too_long``.
    """
    with atomic():
        row = _of_leaving(acting, succession_id)
        if row.state != SuccessionState.DRAFT:
            raise Conflict("network.succession_moved")
        _keep(row, said, words, now)


def sign_leaving(*, acting: Acting, succession_id: str, said: Mapping[str, Said], words: str, now: dt.datetime) -> None:
    """Sign what is handed and what is left, every line being one or the other; the colleague is told.

    Raises:
        As ``say_of_lines``; Invalid: ``network.succession_unsaid``, ``network.succession_unreasoned``,
        ``network.succession_impossible``: nothing is signed, what was said is kept.
    """
    say_of_lines(acting=acting, succession_id=succession_id, said=said, words=words, now=now)
    with atomic():
        row = _of_leaving(acting, succession_id)
        lines = _lines(row, now)
        choices = [line.choice for line in lines]
        for code, found in (
            ("network.succession_unsaid", unsaid(choices)),
            ("network.succession_unreasoned", unreasoned(choices)),
            ("network.succession_impossible", impossible(choices)),
        ):
            if found:
                raise Invalid(code, number=len(found))
        _move(row, SuccessionStep.OFFER)
        row.lines = [_told(line) for line in lines]
        row.left_at, row.sent_back = now, ""
        row.save()
        _note(acting, "network.succession_offered", row, now)
        _tell(row.arriving, "network.succession_offered", acting, row, now)


def sign_arriving(*, acting: Acting, succession_id: str, now: dt.datetime) -> None:
    """Sign what one takes: each line that is handed passes now, on every floor, or none does; who leaves is told.

    Raises:
        Missing: ``network.no_succession``. Denied: ``network.succession_not_yours``.
        Conflict: ``network.succession_moved``; ``network.succession_changed``, something came since or can no longer be
        taken; ``network.succession_gone``.
    """
    with atomic():
        row = _of_arriving(acting, succession_id)
        _move(row, SuccessionStep.ACCEPT)
        signed = {(line["kind"], line["id"]): line for line in row.lines}
        today = _lines(row, now)
        if appeared(signed, [line.choice.key for line in today]) or impossible([line.choice for line in today]):
            raise Conflict("network.succession_changed")
        there = {line.choice.key for line in today}
        leaving, arriving = both(row, day=day_of(now))
        for source in work_sources():
            for (kind, object_id), line in signed.items():
                handed = kind == source.kind and line["what"] == HAND and (kind, object_id) in there
                if handed and source.pass_on is not None:
                    source.pass_on(leaving, arriving, object_id, now)
        row.taken_at = now
        row.save()
        _note(acting, "network.succession_done", row, now)
        _tell(row.leaving, "network.succession_done", acting, row, now)


def send_back(*, acting: Acting, succession_id: str, why: str, now: dt.datetime) -> None:
    """Send a list back to who leaves, saying what is missing.

    Raises:
        Missing: ``network.no_succession``. Denied: ``network.succession_not_yours``. Conflict: ``network.succession_moved``.
        Invalid: ``network.say_why``.
    """
    if not why.strip():
        raise Invalid("network.succession_why", field="why")
    with atomic():
        row = _of_arriving(acting, succession_id)
        _move(row, SuccessionStep.SEND_BACK)
        row.left_at, row.sent_back = None, why.strip()[:LONGEST]
        row.save()
        _note(acting, "network.succession_sent_back", row, now)
        _tell(row.leaving, "network.succession_sent_back", acting, row, now)


def withdraw_succession(*, acting: Acting, succession_id: str, now: dt.datetime) -> None:
    """Give a hand-over up before it is signed by both: nothing passes.

    Raises:
        Missing: ``network.no_succession``. Denied: ``network.succession_theirs``. Conflict: ``network.succession_moved``.
    """
    with atomic():
        row = _of_leaving(acting, succession_id)
        _move(row, SuccessionStep.WITHDRAW)
        row.save()
        _note(acting, "network.succession_withdrawn", row, now)


def _of_leaving(acting: Acting, succession_id: str) -> Succession:
    row = succession(acting, succession_id, lock=True).row
    if row.leaving != acting.actor:
        raise Denied("network.succession_theirs")
    return row


def _of_arriving(acting: Acting, succession_id: str) -> Succession:
    row = succession(acting, succession_id, lock=True).row
    if row.arriving != acting.actor:
        raise Denied("network.succession_not_yours")
    return row


def _move(row: Succession, step: SuccessionStep) -> None:
    state = SUCCESSIONS.get((SuccessionState(row.state), step))
    if state is None:
        raise Conflict("network.succession_moved")
    row.state = state


def _lines(row: Succession, now: dt.datetime) -> list[WorkLine]:
    return [line for group in work_today(row, now=now, day=day_of(now)) for line in group.lines]


def _keep(row: Succession, said: Mapping[str, Said], words: str, now: dt.datetime) -> None:
    if len(words) > MOST_WORDS:
        raise Invalid("network.succession_long", field="words", most=MOST_WORDS)
    lines = []
    for line in _lines(row, now):
        told = said.get(line.field, Said())
        what = told.what if told.what in {HAND, LEAVE} else ""
        kept = {"kind": line.kind, "id": line.work.object_id, "title": line.work.title}
        lines.append({**kept, "what": what, "why": told.why.strip()[:LONGEST]})
    row.lines, row.words = lines, words.strip()
    row.save(update_fields=["lines", "words"])


def _told(line: WorkLine) -> dict[str, str]:
    hidden = line.work.private and line.what == LEAVE
    title = "" if hidden else line.work.title
    return {"kind": line.kind, "id": line.work.object_id, "title": title, "what": line.what, "why": line.why}


def _note(acting: Acting, verb: str, row: Succession, now: dt.datetime) -> None:
    record(
        acting=acting,
        verb=verb,
        kind="succession",
        object_id=row.id,
        now=now,
        detail={"from": row.leaving, "to": row.arriving, "handed": sum(line["what"] == HAND for line in row.lines)},
    )


def _tell(person: str, code: str, acting: Acting, row: Succession, now: dt.datetime) -> None:
    link = reverse("network:succession", args=[row.id])
    notify(person=ActorId(person), code=code, now=now, link=link, params={"name": acting.name})
