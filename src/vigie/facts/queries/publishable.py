"""What may leave the network for the public: shared with it, read by someone, consented, old enough."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from vigie.network.api import Audience

from ..models import Act, ActType, ConsentAnswer, SourceStatement
from ..rules.consent import COUNT
from ..rules.verification import Verification

READ = (Verification.REVIEWED.value, Verification.CORROBORATED.value, Verification.LAWYER.value)


class ActMarks(NamedTuple):
    """What the vocabulary marks of one act."""

    code: str
    family: str
    medical: bool
    minors: bool
    extra_protection: bool


@dataclass(frozen=True, slots=True)
class Waits:
    """Days between the end of a fact's date and its publication: for all facts, and for some acts by their code."""

    default: int
    acts: Mapping[str, int] = field(default_factory=dict)


Reader = Callable[[Sequence[ActMarks]], Waits]
_READERS: list[Reader] = []


def register_waits(read: Reader) -> None:
    """Let the floor that publishes say how long facts wait."""
    _READERS[:] = [read]


def publishable(statements: QuerySet[SourceStatement], day: dt.date) -> QuerySet[SourceStatement]:
    """Keep the statements that may be counted in what is published on a day.

    Shared with the whole network, reviewed or better, not contested, not held for a minor, not withdrawn; a testimony only
    with its consent to be counted; all its acts old enough.

    Raises:
        LookupError: no floor has said how long facts wait. Nothing may be published then.
    """
    (read,) = _READERS or [_nobody]
    waits = read([ActMarks(*row) for row in ActType.objects.order_by().values_list(*ActMarks._fields)])
    kept = statements.filter(
        audience=Audience.NETWORK.value,
        verification__in=READ,
        minor_held=False,
        testimony__withdrawn_at=None,
        end__lte=day - dt.timedelta(days=waits.default),
    )
    return _old_enough(kept.filter(Q(testimony=None) | Exists(counted_by_consent(day))), waits, day)


def _nobody(_acts: Sequence[ActMarks]) -> Waits:
    raise LookupError("no floor has said how long facts wait before they are published")


def counted_by_consent(day: dt.date) -> QuerySet[ConsentAnswer]:
    """Return the condition "the person behind this statement agreed to be counted, and it holds that day"."""
    return ConsentAnswer.objects.filter(
        Q(until=None) | Q(until__gte=day),
        grant=OuterRef("testimony__consent"),
        grant__withdrawn_at=None,
        purpose=COUNT,
        granted=True,
        withdrawn_at=None,
    )


def _old_enough(statements: QuerySet[SourceStatement], waits: Waits, day: dt.date) -> QuerySet[SourceStatement]:
    by_days: dict[int, list[str]] = defaultdict(list)
    for code, days in waits.acts.items():
        if days > waits.default:
            by_days[days].append(code)
    for days, codes in sorted(by_days.items()):
        late = Act.objects.filter(statement=OuterRef("pk"), act_type__in=codes)
        statements = statements.exclude(Exists(late), end__gt=day - dt.timedelta(days=days))
    return statements
