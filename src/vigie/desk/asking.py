"""What the holder of a slip asks with four words: kept by their digest, the contact sealed, the same whether they are known."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from vigie.facts.api import ask_by_words, start_of
from vigie.kernel.api import OrgId, Refusal, atomic
from vigie.vault.api import seal, slip_digest

LABEL = "call_back"
LABELS = {LABEL: _("comment rappeler une personne")}
AT_ONCE = 2
"""Digests computed at the same time in this process: 64 MiB each."""
PATIENCE = 5.0
"""Seconds that one waits for one's turn."""
_turns = threading.BoundedSemaphore(AT_ONCE)


class Busy(Refusal):
    """Too many digests are being computed just now."""

    status = 503


def ask(*, organisation: OrgId, words: Sequence[str], stops: bool, contact: str = "", day: dt.date) -> None:
    """Keep what is asked with four words of the list. Nothing told back says whether something bears them.

    Args:
        organisation: named on the slip.
        words: four plain words, in their order.
        stops: nothing of the testimony is to be used from now on.
        contact: how to reach the person; sealed to the association. Empty: they want no call.
        day: today; nothing finer is kept.

    Raises:
        Busy: ``desk.busy``. Conflict: ``vault.no_keys``, a contact cannot be sealed yet.
    """
    with _turn():
        digest = slip_digest(organisation=organisation, words=words)
    with atomic():
        ref = None
        if contact:
            ref = seal(organisation=organisation, data=contact.encode(), label=LABEL, now=start_of(day))
        ask_by_words(organisation=organisation, digest=digest, stops=stops, contact=ref, day=day)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy("desk.busy")
    try:
        yield
    finally:
        _turns.release()
