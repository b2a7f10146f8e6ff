"""Change what a dossier says of itself, its strategy; close it, open it again. Nobody's edit is silently overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from vigie.facts.api import FieldConflict, merge
from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, atomic
from vigie.network.api import Acting

from ..models import Dossier, Strategy
from ..queries.access import enter
from ..rules.access import Deed
from ..rules.states import DossierKind
from .gathering import open_for_work

Values = Mapping[str, Any]
"""Plain JSON values by the name of a column."""

WORDS = ("title", "purpose", "kind")
PLAN = ("issue", "rights", "norms", "asked", "risk", "without_identity", "decided_on", "other_proceedings")
_TEXT = 10_000


class ChangedMeanwhile(Conflict):
    """Somebody else changed the same points while one was writing.

    ``version`` is the one to write next upon; ``merged`` holds what is decided, ``fields`` what a person must choose.
    """

    def __init__(self, *, version: int, merged: Values, fields: Sequence[FieldConflict]) -> None:
        super().__init__("cases.changed_meanwhile")
        self.version, self.merged, self.fields = version, merged, fields


def words_of(dossier: Dossier) -> dict[str, Any]:
    """Return what a change of the dossier starts from."""
    return {name: getattr(dossier, name) for name in WORDS}


def plan_of(strategy: Strategy) -> dict[str, Any]:
    """Return what a change of the strategy starts from."""
    values = {name: getattr(strategy, name) for name in PLAN}
    return values | {"decided_on": strategy.decided_on.isoformat() if strategy.decided_on else ""}


def strategy_of(dossier: Dossier) -> Strategy:
    """Return the strategy of a dossier, an empty one if nobody has begun."""
    return Strategy.objects.filter(dossier=dossier).first() or Strategy(dossier=dossier)


def change_dossier(*, acting: Acting, slug: str, version: int, base: Values, values: Values, now: dt.datetime) -> int:
    """Change the title, purpose and kind of a dossier; return its new version.

    Args:
        version: the one the writer saw; ``base``: the values they saw.
        values: the values they want.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
        Invalid: ``cases.title_needed``, ``cases.kind_unknown``.
        ChangedMeanwhile: somebody else changed the same points.
    """
    title = str(values["title"]).strip()[:160]
    if not title:
        raise Invalid("cases.title_needed", field="title")
    if values["kind"] not in set(DossierKind):
        raise Invalid("cases.kind_unknown", field="kind")
    wanted = {"title": title, "purpose": str(values["purpose"]).strip()[:_TEXT], "kind": values["kind"]}
    dossier = open_for_work(acting, slug)
    with atomic():
        row = Dossier.objects.select_for_update().get(id=dossier.id)
        merged = _merged(row.version, version, base, words_of(row), wanted)
        if merged != words_of(row):
            _write(row, merged)
            _record(acting, "cases.dossier_changed", row, now)
    return row.version


def plan(*, acting: Acting, slug: str, version: int, base: Values, values: Values, now: dt.datetime) -> int:
    """Write the strategy of a dossier; return its new version. For arguments and refusals see ``change_dossier``."""
    dossier = open_for_work(acting, slug)
    wanted = {name: _plain(values[name]) for name in PLAN}
    with atomic():
        Strategy.objects.get_or_create(dossier=dossier)
        row = Strategy.objects.select_for_update().get(dossier=dossier)
        merged = _merged(row.version, version, base, plan_of(row), wanted)
        if merged != plan_of(row):
            day = str(merged["decided_on"])
            _write(row, {**merged, "decided_on": dt.date.fromisoformat(day) if day else None})
            _record(acting, "cases.strategy_changed", dossier, now)
    return row.version


def close_dossier(*, acting: Acting, slug: str, now: dt.datetime) -> None:
    """Close a dossier: it is read, and nothing in it changes until it is opened again.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
    """
    dossier = open_for_work(acting, slug)
    with atomic():
        Dossier.objects.filter(id=dossier.id).update(closed_at=now)
        _record(acting, "cases.dossier_closed", dossier, now)


def reopen_dossier(*, acting: Acting, slug: str, now: dt.datetime) -> None:
    """Open a closed dossier again; an open one stays so.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    if dossier.closed_at is None:
        return
    with atomic():
        Dossier.objects.filter(id=dossier.id).update(closed_at=None)
        _record(acting, "cases.dossier_reopened", dossier, now)


def _merged(there: int, seen: int, base: Values, theirs: Values, mine: Values) -> dict[str, Any]:
    """Put two people's changes together.

    Raises:
        ChangedMeanwhile: they changed the same points differently.
    """
    if there == seen:
        return dict(mine)
    merged, clashes = merge(base, theirs, mine)
    if clashes:
        raise ChangedMeanwhile(version=there, merged=merged, fields=clashes)
    return merged


def _write(row: Model, values: Values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1  # type: ignore[attr-defined]
    row.save(update_fields=[*values, "version"])


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.strip()[:_TEXT]
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(str(one) for one in value))
    return value.isoformat() if isinstance(value, dt.date) else ""


def _record(acting: Acting, verb: str, dossier: Dossier, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="dossier", object_id=dossier.id, now=now)
