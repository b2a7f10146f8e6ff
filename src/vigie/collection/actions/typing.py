"""Type in what came without a phone: a message of the group, a sheet of paper. The text itself is sealed with the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from vigie.facts.api import ObservationDraft, Origin, record_observation
from vigie.journal.api import record as note
from vigie.kernel.api import Invalid, atomic, world
from vigie.network.api import Acting, Audience, Permission, can, check
from vigie.vault.api import seal

from ..rules.identifiers import find

LABEL = "message"
LONGEST = 20_000


def record_typed(
    *,
    acting: Acting,
    coded: ObservationDraft,
    text: str,
    origin: Origin,
    now: dt.datetime,
    naming_accepted: bool = False,
) -> str:
    """Record a relevé that was typed in, with what it was typed from sealed beside it; return its statement's id.

    Who may not code keeps it raw and within the association: someone relays it later.

    Args:
        acting: who types.
        coded: what was understood and corrected.
        text: the message without its senders, or what the sheet says in words; sealed, never shared. Empty: nothing to seal.
        origin: ``message`` or ``paper``.
        now: when.
        naming_accepted: the person looked at what seems to name someone in the summary, and it does not.

    Raises:
        Denied: ``network.denied.record_observation``.
        Invalid: ``collection.names_left``, ``collection.text_long``; as ``facts``.
        Conflict: ``vault.no_keys``, there is a text to seal and the association has no key.
    """
    check(acting, Permission.RECORD_OBSERVATION)
    if len(text) > LONGEST:
        raise Invalid("collection.text_long", field="text", limit=LONGEST)
    if not naming_accepted and find(coded.statement.summary):
        raise Invalid("collection.names_left", field="summary")
    with atomic():
        ref = seal(organisation=acting.organisation, data=text.encode(), label=LABEL, now=now) if text.strip() else None
        audience = coded.audience if can(acting, Permission.CODE_FACTS) else Audience.OWNER
        draft = replace(
            coded, origin=origin, audience=audience, sealed_ref=ref, invented=coded.invented or world().invented
        )
        statement = record_observation(acting=acting, draft=draft, now=now)
        note(
            acting=acting,
            verb="collection.typed",
            kind="statement",
            object_id=statement,
            now=now,
            detail={"origin": origin.value},
        )
    return statement
