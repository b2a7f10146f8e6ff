"""The page that must be filled before the real world opens."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from vigie.journal.api import record
from vigie.kernel.api import Invalid, Refusals, atomic

from ..acting import Acting, check
from ..models import SetUp
from ..rules.permissions import Permission

KEYHOLDERS = 2


@dataclass(frozen=True, slots=True)
class SetUpDraft:
    """Who answers for the data, under which joint agreement, whom to write to about one's rights, who hosts, the charter."""

    controller: str = ""
    joint_agreement: str = ""
    rights_contact: str = ""
    host: str = ""
    charter: str = ""


def save_setup(*, acting: Acting, draft: SetUpDraft, now: dt.datetime) -> None:
    """Keep what is filled so far; the house stays closed.

    Raises:
        Denied: not an administrator.
    """
    check(acting, Permission.SET_UP)
    with atomic():
        _fill(_row(), draft)
        record(acting=acting, verb="network.setup_saved", kind="setup", object_id="house", now=now)


def complete_setup(*, acting: Acting, draft: SetUpDraft, keyholders: int, now: dt.datetime) -> None:
    """Open the house. ``keyholders`` is how many hold a key of the association: the vault, above, counts them.

    Raises:
        Denied: not an administrator.
        Refusals: something is missing; each says what.
    """
    check(acting, Permission.SET_UP)
    missing = [
        Invalid("network.setup_missing", field=f.name) for f in fields(draft) if not getattr(draft, f.name).strip()
    ]
    if keyholders < KEYHOLDERS:
        missing.append(Invalid("network.setup_keyholders", needed=KEYHOLDERS, held=keyholders))
    if missing:
        raise Refusals(list(missing))
    with atomic():
        row = _row()
        row.completed_at, row.completed_by = now, acting.actor
        _fill(row, draft)
        record(acting=acting, verb="network.setup_completed", kind="setup", object_id="house", now=now)


def _row() -> SetUp:
    row, _new = SetUp.objects.get_or_create(id="house")
    return row


def _fill(row: SetUp, draft: SetUpDraft) -> None:
    for item in fields(draft):
        setattr(row, item.name, getattr(draft, item.name).strip())
    row.save()
