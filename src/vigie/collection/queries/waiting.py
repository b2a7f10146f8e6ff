"""What waits in the mailbag, in numbers and without opening anything."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from vigie.network.api import Acting, Permission, check

from ..models import Attachment, Envelope, Quarantine, Submission
from ..rules.states import WAITING, EnvelopeState

MAX_EDITS = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for someone of an association.

    ``envelopes`` rest sealed; ``testimonies`` are those that are known among them, once they were sorted.
    """

    records: int
    incomplete: int
    minors: int
    quarantined: int
    envelopes: int = 0
    testimonies: int = 0

    @property
    def total(self) -> int:
        """Return how many things wait."""
        return self.records + self.quarantined + self.envelopes


def waiting_records(acting: Acting) -> QuerySet[Submission]:
    """Return the records of an association that nobody has cleared."""
    states = [state.value for state in WAITING]
    return Submission.objects.filter(organisation_id=acting.organisation, state__in=states)


def waiting(acting: Acting) -> Waiting:
    """Count what waits.

    Raises:
        Denied: ``network.denied.see_mailbag``.
    """
    check(acting, Permission.SEE_MAILBAG)
    rows = list(waiting_records(acting).values_list("complete", "flags"))
    sealed = Envelope.objects.filter(organisation_id=acting.organisation, state=EnvelopeState.WAITING.value)
    tags = list(sealed.values_list("testimony_tag", flat=True))
    return Waiting(
        records=len(rows),
        incomplete=sum(not complete for complete, _ in rows),
        minors=sum("minor" in flags for _, flags in rows),
        quarantined=Quarantine.objects.filter(organisation_id=acting.organisation, resolved_at=None).count(),
        envelopes=len(tags),
        testimonies=len(set(tags) - {""}),
    )


def files_of(submission: Submission) -> list[Attachment]:
    """Return the files of a record: its own, and those an edit carries over from the record it replaces.

    The last content of each name stands; earlier contents stay with their record.
    """
    found: dict[str, Attachment] = {}
    current: Submission | None = submission
    for _ in range(MAX_EDITS):
        if current is None:
            break
        mine = {row.name_tag: row for row in current.attachments.order_by("number")}
        found = mine | found
        current = current.replaces
    return sorted(found.values(), key=lambda row: (row.position, row.id))
