"""The records behind a testimony, and the testimonies that still wait: what a withdrawal asks of this floor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vigie.kernel.api import VaultRef
from vigie.network.api import Acting, Permission, check

from ..models import Submission
from ..rules.states import State
from .waiting import files_of, waiting_records


@dataclass(frozen=True, slots=True)
class RecordBehind:
    """A record from which a testimony was made. ``sealed``: the record, its files, and what it replaced."""

    id: str
    state: State
    sealed: tuple[VaultRef, ...]


def records_behind(acting: Acting, refs: Iterable[VaultRef]) -> tuple[RecordBehind, ...]:
    """Return the records of one's own association that lie behind some sealed objects.

    Raises:
        Denied: ``network.denied.see_withdrawals``.
    """
    check(acting, Permission.SEE_WITHDRAWALS)
    rows = Submission.objects.filter(organisation_id=acting.organisation, sealed_ref__in=[ref for ref in refs if ref])
    return tuple(RecordBehind(row.id, State(row.state), _sealed(row)) for row in rows)


def testimonies_waiting(acting: Acting) -> int:
    """Count the testimonies of an association that nobody has coded: four words may be in one of them.

    Raises:
        Denied: ``network.denied.see_withdrawals``.
    """
    check(acting, Permission.SEE_WITHDRAWALS)
    return waiting_records(acting).filter(form__testimony=True).count()


def _sealed(row: Submission) -> tuple[VaultRef, ...]:
    """Return all that is sealed of a record; an edit holds what the record before it said, and that goes with it."""
    found = [row.sealed_ref, *(file.sealed_ref for file in files_of(row))]
    earlier = row.replaces
    while earlier is not None and earlier.sealed_ref not in found:
        found += [earlier.sealed_ref, *earlier.attachments.values_list("sealed_ref", flat=True)]
        earlier = earlier.replaces
    return tuple(VaultRef(ref) for ref in dict.fromkeys(found) if ref)
