"""Letters to candidates: written once for the programme, looked at, sent once to each, or copied by hand where there is no mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, atomic
from vigie.network.api import Acting

from ..models import Application, Call, Reply, ReplyTemplate
from ..people import Candidate, candidates, keep_words
from ..queries.access import call_of, seat
from ..rules.kinds import ReplyKind
from ..rules.replies import fill, unknown_places
from ..rules.states import ApplicationState
from ..rules.texts import both, said
from .reply_texts import DEFAULTS

FITS: dict[ReplyKind, frozenset[ApplicationState]] = {
    ReplyKind.RECEIVED: frozenset({ApplicationState.RECEIVED, ApplicationState.COMPLETE}),
    ReplyKind.INCOMPLETE: frozenset({ApplicationState.RECEIVED}),
    ReplyKind.INTERVIEW: frozenset({ApplicationState.INTERVIEW}),
    ReplyKind.SELECTED: frozenset({ApplicationState.SELECTED}),
    ReplyKind.WAITING: frozenset({ApplicationState.WAITING}),
    ReplyKind.REFUSED: frozenset({ApplicationState.REFUSED}),
}
"""Which letter may go to whom: nobody is told they are refused before it is decided."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to go to one candidate. ``sent``: one of this kind went already."""

    application: Application
    candidate: Candidate
    subject: str
    body: str
    sent: bool = False


def template_of(call: Call, kind: ReplyKind) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the subject and the body of a letter of the programme, its own or the house's."""
    row = call.session.programme.reply_templates.filter(kind=kind.value).first()
    return (row.subject, row.body) if row else DEFAULTS[kind]


def write_template(
    *, acting: Acting, slug: str, kind: ReplyKind, subject: Mapping[str, str], body: Mapping[str, str], now: dt.datetime
) -> None:
    """Keep the programme's own letter of a kind.

    Raises:
        Missing: ``programme.no_call``. Denied: may not run it.
        Invalid: ``programme.letter_empty``; ``programme.letter_places``, places nothing fills.
    """
    call = call_of(acting, slug, run=True).call
    kept = both(**dict(subject)), both(**dict(body))
    if not all(kept):
        raise Invalid("programme.letter_empty", field="body")
    unknown = unknown_places(" ".join([*kept[0].values(), *kept[1].values()]))
    if unknown:
        raise Invalid("programme.letter_places", field="body", places=", ".join(f"{{{p}}}" for p in unknown))
    with atomic():
        ReplyTemplate.objects.update_or_create(
            programme=call.session.programme,
            kind=kind.value,
            defaults={"subject": kept[0], "body": kept[1]},
        )
        record(acting=acting, verb="programme.letter_written", kind="call", object_id=call.id, now=now)


def letters(*, acting: Acting, slug: str, kind: ReplyKind, address: str) -> list[Letter]:
    """Return the letters of a kind to every candidate it fits, those already sent marked. ``address``: of the status page.

    Raises:
        Missing: ``programme.no_call``. Denied: ``programme.jury_only``.
    """
    call, _juror = seat(acting, slug)
    states = [state.value for state in FITS[kind]]
    rows = list(
        call.applications.filter(state__in=states, held="", erased_at=None)
        .select_related("mission", "slot")
        .prefetch_related("replies")
    )
    people = candidates(rows)
    subject, body = template_of(call, kind)
    return [_letter(call, row, people[row.id], subject, body, kind, address) for row in rows]


def _letter(
    call: Call,
    row: Application,
    person: Candidate,
    subject: Mapping[str, str],
    body: Mapping[str, str],
    kind: ReplyKind,
    address: str,
) -> Letter:
    values = {
        "prenom": person.first_name,
        "nom": person.last_name,
        "mission": said(row.mission.title, row.language) if row.mission else said(call.title, row.language),
        "appel": said(call.title, row.language),
        "organisation": call.session.programme.operator.name,
        "creneau": "",
        "lien": address,
        "effacement": f"{call.erase_on:%d/%m/%Y}" if call.erase_on else "",
    }
    sent = any(reply.kind == kind.value for reply in row.replies.all())
    return Letter(row, person, fill(said(subject, row.language), values), fill(said(body, row.language), values), sent)


def send_letters(
    *,
    acting: Acting,
    slug: str,
    kind: ReplyKind,
    application_ids: Sequence[str],
    address: str,
    by_hand: bool,
    now: dt.datetime,
) -> int:
    """Send a letter to each candidate, once, or note that one copied it by hand; return how many.

    Each goes on its own: one that the mail server refuses leaves the others sent.

    Raises:
        Missing: ``programme.no_call``. Denied: ``programme.jury_only``.
        Conflict: ``programme.no_mail``, this house sends none; ``programme.mail_failed``, with how many went.
    """
    ready = {one.application.id: one for one in letters(acting=acting, slug=slug, kind=kind, address=address)}
    wanted = [ready[one] for one in application_ids if one in ready and not ready[one].sent]
    if not by_hand and not mails():
        raise Conflict("programme.no_mail")
    done = 0
    for letter in wanted:
        with atomic():
            _made, new = Reply.objects.get_or_create(
                application=letter.application,
                kind=kind.value,
                defaults={
                    "text": keep_words(letter.application.id, f"{letter.subject}\n\n{letter.body}"),
                    "mailed": not by_hand,
                    "by": acting.actor,
                    "at": now,
                },
            )
            if not new:
                continue
            record(
                acting=acting,
                verb="programme.replied",
                kind="application",
                object_id=letter.application.id,
                now=now,
                detail={"kind": kind.value, "mailed": not by_hand},
            )
            if not by_hand:
                _mail(letter, done)
        done += 1
    return done


def _mail(letter: Letter, done: int) -> None:
    """Send one letter, inside the transaction that says it was sent: refused, it is not said."""
    contact = letter.application.call.contact
    message = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.candidate.email],
        reply_to=[contact] if contact else None,
        connection=get_connection(fail_silently=False),
    )
    try:
        message.send()
    except OSError as error:
        raise Conflict("programme.mail_failed", done=done) from error


def mails() -> bool:
    """Say whether this house sends mail at all."""
    return bool(settings.EMAIL_HOST) or "smtp" not in settings.EMAIL_BACKEND
