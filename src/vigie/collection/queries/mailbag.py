"""What waits in the mailbag, without opening anything: form, day received, flags, what may be shared."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vigie.kernel.api import FuzzyDate, Missing
from vigie.network.api import Acting, Permission, check, places

from ..models import Quarantine, Review, Submission
from ..pack import Draft
from ..rules.importing import UNDO_DAYS
from ..rules.states import WAITING, Encryption, Flag, State
from .forms import title_of
from .reading import draft_of

ALIKE_AT_LEAST = 2
DAYS_APART = 7
ENOUGH_ANSWERS = 6
"""Fewer shared answers may be the same by chance."""
HARMLESS = frozenset({Flag.EXPIRED_DEVICE.value, Flag.NO_VERSION.value})
"""Flags with which a record may still be versed together with others."""
LISTED = {
    "waiting": tuple(s.value for s in WAITING),
    "aside": (State.SET_ASIDE.value, State.DUPLICATE.value),
    "versed": (State.VERSED.value,),
}


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record in the list. ``twins``: how many other records of the association hold the same content."""

    id: str
    form_id: str
    title: str
    testimony: bool
    state: State
    received_at: dt.datetime
    flags: frozenset[str]
    complete: bool
    encrypted: bool
    date: FuzzyDate | None
    place: str
    place_name: str
    acts: tuple[str, ...]
    device: str
    twins: int
    review: str = ""

    @property
    def minor(self) -> bool:
        """Say whether it states a minor."""
        return Flag.MINOR.value in self.flags

    @property
    def duplicate(self) -> bool:
        """Say whether the same content is here twice."""
        return self.twins > 0


@dataclass(frozen=True, slots=True)
class Alike:
    """Observations of one form, one day and one commune: perhaps versed together."""

    form_id: str
    title: str
    date: FuzzyDate
    place: str
    place_name: str
    ids: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what the group is called in an address."""
        return f"{self.form_id}:{self.date.start.isoformat()}:{self.place}"


def records(acting: Acting, *, listed: str = "waiting") -> QuerySet[Submission]:
    """Return the records of an association in one of the lists: ``waiting``, ``aside``, ``versed``; the oldest first.

    Raises:
        Denied: ``network.denied.see_mailbag``.
    """
    check(acting, Permission.SEE_MAILBAG)
    rows = Submission.objects.filter(organisation_id=acting.organisation, state__in=LISTED[listed])
    order = ("received_at", "id") if listed == "waiting" else ("-received_at", "-id")
    return rows.select_related("form", "version__form", "device").order_by(*order)


def cards(acting: Acting, rows: Sequence[Submission]) -> list[RecordCard]:
    """Return the cards of some records, in a constant number of queries."""
    names = {place.slug: place.name for place in places()}
    twins = _twins(acting, rows)
    standing = Review.objects.filter(submission__in=[r.id for r in rows], undone_at=None)
    reviews = dict(standing.values_list("submission_id", "id"))
    return [_card(row, names, twins, reviews) for row in rows]


def record_of(acting: Acting, record_id: str, *, lock: bool = False) -> Submission:
    """Return one record of one's association.

    Raises:
        Denied: ``network.denied.see_mailbag``.
        Missing: ``collection.no_record``, also when it belongs to others.
    """
    check(acting, Permission.SEE_MAILBAG)
    rows = Submission.objects.select_related("form", "version__form", "device")
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(id=record_id, organisation_id=acting.organisation).first()
    if row is None:
        raise Missing("collection.no_record")
    return row


def twins_of(record: Submission) -> list[Submission]:
    """Return the other records that hold the same content, or that are versions of the same one, newest first."""
    same = Q(dedup_tag=record.dedup_tag) | Q(replaces=record) | Q(id=record.replaces_id or "")
    if len(record.shared) >= ENOUGH_ANSWERS:
        same |= Q(shared=record.shared)
    rows = Submission.objects.filter(same, organisation_id=record.organisation_id, form=record.form_id)
    return list(rows.exclude(id=record.id).exclude(state=State.DELETED).select_related("form")[:20])


def beside(acting: Acting, record: Submission) -> tuple[str, str]:
    """Return the ids of the records that wait just before and just after one; empty at the ends."""
    waiting = records(acting)
    before = Q(received_at__lt=record.received_at) | Q(received_at=record.received_at, id__lt=record.id)
    after = Q(received_at__gt=record.received_at) | Q(received_at=record.received_at, id__gt=record.id)
    previous = waiting.filter(before).order_by("-received_at", "-id").values_list("id", flat=True).first()
    following = waiting.filter(after).values_list("id", flat=True).first()
    return previous or "", following or ""


def alike(acting: Acting) -> list[Alike]:
    """Return the groups of waiting observations that are alike: form, day and commune, and nothing that needs a person each."""
    groups: dict[tuple[str, FuzzyDate, str], list[RecordCard]] = defaultdict(list)
    candidates = records(acting).filter(form__testimony=False, complete=True).exclude(encryption=Encryption.ODK)
    for card in cards(acting, list(candidates[:500])):
        if card.date and card.place and not card.twins and card.flags <= HARMLESS:
            groups[(card.form_id, card.date, card.place)].append(card)
    found = [
        Alike(form, group[0].title, date, place, group[0].place_name, tuple(card.id for card in group))
        for (form, date, place), group in groups.items()
        if len(group) >= ALIKE_AT_LEAST
    ]
    return sorted(found, key=lambda a: (-len(a.ids), a.date.start))


def one_alike(acting: Acting, key: str) -> Alike:
    """Return one of the groups.

    Raises:
        Missing: ``collection.no_alike``, its records were cleared meanwhile.
    """
    found = next((group for group in alike(acting) if group.key == key), None)
    if found is None:
        raise Missing("collection.no_alike")
    return found


def quarantined(acting: Acting) -> QuerySet[Quarantine]:
    """Return what is in quarantine and not sorted, oldest first.

    Raises:
        Denied: ``network.denied.see_mailbag``.
    """
    check(acting, Permission.SEE_MAILBAG)
    rows = Quarantine.objects.filter(organisation_id=acting.organisation, resolved_at=None)
    return rows.select_related("form", "device", "submission").order_by("received_at", "id")


def may_undo(review: Review, now: dt.datetime) -> bool:
    """Say whether a *verser* can still be taken back."""
    return review.undone_at is None and now - review.versed_at <= dt.timedelta(days=UNDO_DAYS)


def _twins(acting: Acting, rows: Sequence[Submission]) -> Counter[str]:
    """Count, for each record, how many others hold the same: the same bytes, or all the same shared answers.

    Two phones number the same record differently: what is compared is what people answered.
    """
    if not rows:
        return Counter()
    near = dt.timedelta(days=DAYS_APART)
    times = [row.received_at for row in rows]
    others = Submission.objects.filter(
        organisation_id=acting.organisation,
        form__in={row.form_id for row in rows},
        received_at__range=(min(times) - near, max(times) + near),
    ).exclude(state=State.DELETED)
    seen: Counter[tuple[str, str]] = Counter()
    for form, tag, shared in others.values_list("form_id", "dedup_tag", "shared"):
        seen.update({(form, mark) for mark in _marks(tag, shared)})
    return Counter({row.id: max(seen[row.form_id, m] for m in _marks(row.dedup_tag, row.shared)) - 1 for row in rows})


def _marks(tag: str, shared: dict[str, str]) -> tuple[str, ...]:
    answers = json.dumps(shared, sort_keys=True) if len(shared) >= ENOUGH_ANSWERS else ""
    return (tag, answers) if answers else (tag,)


def _card(row: Submission, names: dict[str, str], twins: Counter[str], reviews: dict[str, str]) -> RecordCard:
    draft: Draft = draft_of(row.version, row.shared)
    flags = frozenset(row.flags) | ({Flag.MINOR.value} if "minor_stated" in draft.flags else frozenset())
    return RecordCard(
        id=row.id,
        form_id=row.form.form_id,
        title=title_of(row.form),
        testimony=row.form.testimony,
        state=State(row.state),
        received_at=row.received_at,
        flags=flags,
        complete=row.complete,
        encrypted=row.encryption == Encryption.ODK,
        date=draft.date,
        place=draft.commune or "",
        place_name=names.get(draft.commune or "", ""),
        acts=draft.acts,
        device=row.device.name if row.device else "",
        twins=twins[row.id],
        review=reviews.get(row.id, ""),
    )
