"""Say what an output of a programme serves: its objectives, its themes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.journal.api import record
from vigie.kernel.api import Invalid, atomic
from vigie.network.api import Acting

from ..models.outputs import OutputLink
from ..queries.access import programme_of
from ..queries.outputs import output
from ..rules.outputs import LINKED, OutputKind, fold_theme

LONGEST = 60


def link_output(
    *,
    acting: Acting,
    programme: str,
    kind: str,
    object_id: str,
    objectives: Sequence[str],
    themes: Sequence[str],
    now: dt.datetime,
) -> None:
    """Say which objectives and themes an output serves, in the place of those of its mission; none of either is an answer too.

    Raises:
        Missing: ``programme.no_programme``, ``programme.no_output``. Denied: may not run it.
        Invalid: ``programme.mission_says``, a mission is linked in its own form; ``programme.no_objective``.
    """
    row = programme_of(acting, programme, run=True)
    found = output(acting, row, kind, object_id, now=now)
    if found.kind not in LINKED:
        raise Invalid("programme.mission_says")
    if set(objectives) - {one["id"] for one in row.objectives}:
        raise Invalid("programme.no_objective", field="objectives")
    said = {fold_theme(theme): theme.strip()[:LONGEST] for theme in themes if theme.strip()}
    with atomic():
        OutputLink.objects.update_or_create(
            programme=row,
            kind=OutputKind(found.kind).value,
            object_id=object_id,
            defaults={
                "objectives": list(dict.fromkeys(objectives)),
                "themes": list(said.values()),
                "by": acting.actor,
                "at": now,
            },
        )
        _note(acting, "programme.output_linked", object_id, found.kind, now)


def unlink_output(*, acting: Acting, programme: str, kind: str, object_id: str, now: dt.datetime) -> None:
    """Forget what was said of an output: it serves again what its mission serves.

    Raises:
        Missing: ``programme.no_programme``, ``programme.no_output``. Denied: may not run it.
    """
    row = programme_of(acting, programme, run=True)
    found = output(acting, row, kind, object_id, now=now)
    with atomic():
        OutputLink.objects.filter(programme=row, kind=found.kind.value, object_id=object_id).delete()
        _note(acting, "programme.output_unlinked", object_id, found.kind, now)


def _note(acting: Acting, verb: str, object_id: str, kind: OutputKind, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind=kind.value, object_id=object_id, now=now)
