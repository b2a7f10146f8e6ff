"""Open the working copies of exhibits, those alone that two people have looked at."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from vigie.kernel.api import Refusal, VaultRef
from vigie.vault.api import Unlocked, open_many

from ..documents.contents import ExhibitFile, Trouble
from ..models import Exhibit
from ..rules.states import ExhibitState
from .assembling import exhibit_line


def ready(exhibits: Iterable[Exhibit]) -> tuple[list[Exhibit], list[Trouble]]:
    """Tell the exhibits whose working copy may leave from those whose copy waits or whose original changed."""
    going: list[Exhibit] = []
    waiting: list[Trouble] = []
    for row in exhibits:
        if row.altered_at is not None:
            waiting.append(Trouble(row.number, row.title, "changed"))
        elif row.state == ExhibitState.READY and row.working_ref:
            going.append(row)
        else:
            waiting.append(Trouble(row.number, row.title, "not_ready"))
    return going, waiting


def open_copies(
    exhibits: Iterable[Exhibit], *, unlocked: Unlocked, motive: str, now: dt.datetime
) -> tuple[list[ExhibitFile], list[Trouble]]:
    """Return the working copies that open and are what was looked at, and why the others are not there.

    Raises:
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
    """
    going, troubles = ready(exhibits)
    opened = open_many(unlocked=unlocked, refs=[VaultRef(row.working_ref) for row in going], motive=motive, now=now)
    files = []
    for row in going:
        content = opened[VaultRef(row.working_ref)]
        if isinstance(content, Refusal):
            troubles.append(Trouble(row.number, row.title, "closed"))
        elif hashlib.sha256(content).hexdigest() != row.working_sha256:
            troubles.append(Trouble(row.number, row.title, "changed"))
        else:
            files.append(ExhibitFile(exhibit_line(row), content))
    return files, sorted(troubles, key=lambda trouble: trouble.number)
