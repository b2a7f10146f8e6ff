"""Where the people behind some statements stand today on one purpose: what a bridge asks before anything leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.kernel.api import OrgId
from vigie.network.api import Acting

from ..models import ConsentAnswer, SourceStatement, Testimony
from .visible import visible


@dataclass(frozen=True, slots=True)
class Standing:
    """The person behind a statement. ``consent``: the id of the answer that is a yes and holds that day, else empty.

    ``pseudonym`` is empty for whoever may not see the statement; ``testimony`` is an opaque id, the same for all statements
    of one person's account.
    """

    statement: str
    testimony: str
    owner: OrgId
    owner_name: str
    pseudonym: str
    language: str
    consent: str
    until: dt.date | None
    minor_stated: bool
    minor_held: bool
    withdrawn: bool
    seen: bool


def standings(
    acting: Acting, statements: Iterable[str], *, purpose: str, on: dt.date, lock: bool = False
) -> dict[str, Standing]:
    """Return where people stand, by statement; observations and what is in the bin are left out.

    The caller has already let the person in by another gate (a dossier): consent is told of statements they may not read,
    under no name. ``lock`` holds the consents until the transaction ends, so that none is taken back meanwhile.

    Raises:
        Denied: no role that sees facts.
    """
    asked = list(statements)
    rows = SourceStatement.objects.filter(id__in=asked, testimony__isnull=False, deleted_at=None)
    found = list(rows.select_related("testimony__consent", "owner"))
    seen = set(visible(acting).filter(id__in=asked).values_list("id", flat=True))
    answers = ConsentAnswer.objects.filter(grant__testimonies__statements__in=found, purpose=purpose).distinct()
    if lock:
        held = list(Testimony.objects.select_for_update().filter(statements__in=found).values_list("id", "consent_id"))
        answers = ConsentAnswer.objects.select_for_update().filter(grant__in={c for _t, c in held}, purpose=purpose)
    by_grant = {answer.grant_id: answer for answer in answers}
    return {row.id: _standing(row, by_grant, seen, on) for row in found}


def _standing(row: SourceStatement, by_grant: dict[str, ConsentAnswer], seen: set[str], on: dt.date) -> Standing:
    testimony = row.testimony
    assert testimony is not None
    grant, answer = testimony.consent, by_grant.get(testimony.consent_id)
    gone = grant.withdrawn_at is not None or testimony.withdrawn_at is not None
    holds = (
        answer is not None
        and answer.granted
        and answer.withdrawn_at is None
        and not gone
        and (answer.until is None or on <= answer.until)
    )
    return Standing(
        statement=row.id,
        testimony=testimony.id,
        owner=OrgId(row.owner_id),
        owner_name=str(row.owner),
        pseudonym=testimony.pseudonym if row.id in seen else "",
        language=testimony.language,
        consent=answer.id if holds and answer else "",
        until=answer.until if answer else None,
        minor_stated=testimony.minor_stated,
        minor_held=testimony.minor_held,
        withdrawn=gone or (answer is not None and answer.withdrawn_at is not None),
        seen=row.id in seen,
    )
