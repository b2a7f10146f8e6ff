"""Sealed envelopes that wait for a keyholder, in numbers and without opening anything."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from vigie.network.api import Acting, Permission, check

from ..models import Envelope, Gathered, Submission
from ..rules.frames import Kind
from ..rules.limits import WAIT_HOURS
from ..rules.states import Encryption, EnvelopeState, State


@dataclass(frozen=True, slots=True)
class Group:
    """The envelopes that are opened together: those of one testimony, or one record.

    ``ended``: its phone said *Terminer*. ``late``: they belong to a record that was made of others. ``device``: what it came from.
    """

    tag: str
    ids: tuple[str, ...]
    first_at: dt.datetime
    last_at: dt.datetime
    ended: bool
    late: bool
    device: str
    testimony: bool = True

    def ready(self, now: dt.datetime) -> bool:
        """Say whether nothing more is to be expected: it was ended, or nothing came for six hours."""
        return self.ended or not self.testimony or now - self.last_at >= dt.timedelta(hours=WAIT_HOURS)


@dataclass(frozen=True, slots=True)
class SealedState:
    """What rests sealed: envelopes nobody has sorted yet, groups that are sorted, those that stay shut, Collect's bundles."""

    unsorted: int
    groups: tuple[Group, ...]
    stuck: tuple[Envelope, ...]
    bundles: int

    @property
    def envelopes(self) -> int:
        """Return how many envelopes wait."""
        return self.unsorted + sum(len(group.ids) for group in self.groups) + len(self.stuck)

    @property
    def testimonies(self) -> int:
        """Return how many testimonies are known among them."""
        return sum(group.testimony for group in self.groups)

    def ready(self, now: dt.datetime) -> tuple[Group, ...]:
        """Return the groups that may be opened."""
        return tuple(group for group in self.groups if group.ready(now))

    def under_way(self, now: dt.datetime) -> tuple[Group, ...]:
        """Return the testimonies that may still go on."""
        return tuple(group for group in self.groups if not group.ready(now))


def sealed_state(acting: Acting) -> SealedState:
    """Return what rests sealed in an association.

    Raises:
        Denied: ``network.denied.see_mailbag``.
    """
    check(acting, Permission.SEE_MAILBAG)
    rows = list(waiting_envelopes(acting).select_related("device"))
    fine = [row for row in rows if not row.trouble]
    return SealedState(
        unsorted=sum(not row.kind for row in fine),
        groups=_groups(acting, [row for row in fine if row.kind]),
        stuck=tuple(row for row in rows if row.trouble),
        bundles=bundles(acting).count(),
    )


def waiting_envelopes(acting: Acting) -> QuerySet[Envelope]:
    """Return the envelopes of an association that rest sealed, the oldest first."""
    return Envelope.objects.filter(organisation_id=acting.organisation, state=EnvelopeState.WAITING.value)


def bundles(acting: Acting) -> QuerySet[Submission]:
    """Return the whole bundles of Collect that are not sealed as age yet."""
    rows = Submission.objects.filter(organisation_id=acting.organisation, encryption=Encryption.ODK, complete=True)
    return rows.exclude(state=State.DELETED).order_by("id")


def _groups(acting: Acting, rows: list[Envelope]) -> tuple[Group, ...]:
    together: dict[str, list[Envelope]] = defaultdict(list)
    for row in rows:
        together[row.testimony_tag or row.id].append(row)
    known = Gathered.objects.filter(organisation_id=acting.organisation, testimony_tag__in=list(together))
    ended = dict(known.values_list("testimony_tag", "ended"))
    return tuple(_group(tag, mine, ended) for tag, mine in together.items())


def _group(tag: str, rows: list[Envelope], ended: dict[str, bool]) -> Group:
    times = [row.received_at for row in rows]
    return Group(
        tag=tag,
        ids=tuple(row.id for row in rows),
        first_at=min(times),
        last_at=max(times),
        ended=any(row.last for row in rows) or ended.get(tag, False),
        late=tag in ended,
        device=rows[-1].device.name,
        testimony=rows[0].kind != Kind.RECORD,
    )
