"""From an opened record to the forms a person codes it with, and back to a draft of facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from vigie.facts.api import StatementDraft, TestimonyDraft
from vigie.kernel.api import PARIS, whole_number
from vigie.network.api import Audience

from ..actions.opening import Opened
from ..actions.versing import Coded
from ..pack import Draft, Kind
from ..queries.drafts import circumstances_from, consent_from, details_from, statement_from
from .coding import (
    Lists,
    ObservationCoding,
    ShiftCoding,
    StatementCoding,
    TestimonyCoding,
    circumstances_initial,
    initial_of,
)

MOST_HAPPENINGS = 8
PSEUDONYM = "pseudonym"


@dataclass(slots=True)
class Coder:
    """The forms of one record: one happening for an observation, one or more for a testimony, or a tournée."""

    kind: Kind
    happenings: list[StatementCoding]
    testimony: TestimonyCoding | None = None
    shift: ShiftCoding | None = None
    details: Mapping[str, object] | None = None

    @property
    def forms(self) -> list[Any]:
        """Return every form, in the order of the page."""
        return [form for form in (*self.happenings, self.testimony, self.shift) if form is not None]

    @property
    def errors(self) -> bool:
        """Say whether something typed was not understood."""
        return any(form.is_bound and form.errors for form in self.forms)

    def coded(self) -> Coded | None:
        """Return what was coded, or nothing when something was not understood."""
        understood = [form.is_valid() for form in self.forms]
        if not all(understood):
            return None
        if self.shift is not None:
            return self.shift.shift()
        if self.testimony is not None:
            return self.testimony.testimony([form.content() for form in self.happenings])
        (form,) = self.happenings
        assert isinstance(form, ObservationCoding)
        return form.observation(details=self.details or {})

    def set_summary(self, text: str) -> None:
        """Put a text in the summary of the first happening; what else was typed stays."""
        if self.happenings:
            form = self.happenings[0]
            form.data = _changed(form.data, form.add_prefix("summary"), text)

    def add_happening(self) -> None:
        """Offer one more happening of a testimony, on the same day and place."""
        if self.testimony is None or len(self.happenings) >= MOST_HAPPENINGS:
            return
        first = self.happenings[0]
        data = _changed(first.data, "happenings", str(len(self.happenings) + 1))
        for form in self.happenings:
            form.data = data
        new = StatementCoding(
            prefix=f"s{len(self.happenings)}", lists=first.lists, initial={"place": first["place"].value()}
        )
        self.happenings.append(new)


def coder_for(opened: Opened, lists: Lists, data: QueryDict | None) -> Coder:
    """Return the forms of a record, filled with what it proposes or with what was sent."""
    assert opened.read is not None
    draft = opened.read.draft
    if draft.kind is Kind.SHIFT:
        return Coder(draft.kind, [], shift=ShiftCoding(data, lists=lists, initial=_shift_initial(draft)))
    if draft.kind is Kind.TESTIMONY:
        return _testimony_coder(opened, draft, lists, data)
    base = _base(draft)
    circumstances = circumstances_from(draft)
    form = ObservationCoding(
        data,
        prefix="s0",
        lists=lists,
        base=base,
        circumstances=circumstances,
        initial={
            **_initial(draft, base),
            **circumstances_initial(circumstances),
            "audience": Audience.OWNER if opened.minor else Audience.NETWORK,
        },
    )
    return Coder(draft.kind, [form], details=details_from(draft))


def _testimony_coder(opened: Opened, draft: Draft, lists: Lists, data: QueryDict | None) -> Coder:
    base = _base(draft)
    count = whole_number(data.get("happenings"), otherwise=1) if data else 1
    happenings = [
        StatementCoding(
            data,
            prefix=f"s{n}",
            lists=lists,
            base=base if n == 0 else None,
            initial=_initial(draft, base) if n == 0 else {},
        )
        for n in range(min(count, MOST_HAPPENINGS))
    ]
    received = opened.record.received_at.astimezone(PARIS).date()
    told = TestimonyDraft(
        statements=(),
        pseudonym=next((v for p, v in opened.values.items() if p.rpartition("/")[2] == PSEUDONYM), "")[:60],
        collected_on=draft.collected_on or received,
        consent=consent_from(draft),
        language=draft.language or opened.read.language if opened.read else "",
        interpreter=draft.interpreter,
        age_band=draft.age_band or "",
        minor_stated=opened.minor,
    )
    form = TestimonyCoding(
        data,
        lists=lists,
        base=told,
        minor=opened.minor,
        initial={
            "pseudonym": told.pseudonym,
            "collected_on": told.collected_on,
            "interpreter": told.interpreter,
            "age_band": told.age_band,
        },
    )
    return Coder(draft.kind, happenings, testimony=form)


def _base(draft: Draft) -> StatementDraft | None:
    """Return the happening a record proposes; nothing when it has no day or no place: the person says them."""
    return statement_from(draft) if draft.commune and draft.date else None


def _initial(draft: Draft, base: StatementDraft | None) -> dict[str, Any]:
    if base is not None:
        return initial_of(base)
    return {
        "date": draft.date,
        "place": draft.commune or "",
        "site": draft.site or "",
        "time_from": draft.time_from,
        "time_to": draft.time_to,
        "acts": list(draft.acts),
        "forces": [force.force for force in draft.forces],
        **{f"count_{unit}": count for unit, count in draft.counts.items()},
    }


def _shift_initial(draft: Draft) -> dict[str, Any]:
    return {
        "day": draft.date.start if draft.date else None,
        "time_from": draft.time_from,
        "time_to": draft.time_to,
        "places": list(draft.communes),
        "observers": draft.counts.get("observers"),
        "operations_seen": draft.operations_seen,
        "operations_missed": draft.operations_missed,
        "obstructed": any(act.startswith("OBS") for act in draft.acts),
        "audience": Audience.OWNER,
    }


def _changed(data: Any, key: str, value: str) -> QueryDict:
    changed: QueryDict = data.copy()
    changed[key] = value
    return changed
