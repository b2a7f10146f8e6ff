"""The litigation kit of an association: the papers in use, and those they replaced."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.kernel.api import Missing
from vigie.network.api import Acting, Permission, check, person_names

from ..models import KitItem
from ..rules.missing import KIT, HeldPaper, out_of_date, runs_out_soon
from .access import mine


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One paper of the kit, to show. ``state``: ``fine``, ``soon`` (runs out within a month), ``out``, ``replaced``."""

    id: str
    kind: str
    title: str
    dated: dt.date | None
    valid_until: dt.date | None
    dossier_title: str
    sha256: str
    content_type: str
    added_by: str
    added_at: dt.datetime
    state: str


def kit(acting: Acting, *, today: dt.date) -> dict[str, list[PaperCard]]:
    """Return the papers of the association acted for, by kind, in use first; every kind stands there, empty perhaps.

    The title of a dossier shows only to those named in it.

    Raises:
        Denied: may not keep the kit.
    """
    check(acting, Permission.KEEP_KIT)
    rows = list(KitItem.objects.filter(organisation=acting.organisation).select_related("dossier"))
    names = person_names({row.added_by for row in rows})
    named = set(mine(acting).values_list("id", flat=True))
    found: dict[str, list[PaperCard]] = {kind: [] for kind in KIT}
    for row in sorted(rows, key=lambda row: row.replaced_at is not None):
        found[row.kind].append(_card(row, names.get(row.added_by, ""), named, today))
    return found


def paper(acting: Acting, item_id: str) -> KitItem:
    """Return one paper of the association acted for.

    Raises:
        Denied: may not keep the kit.
        Missing: ``cases.no_kit_paper``, there is none, or it is another association's.
    """
    check(acting, Permission.KEEP_KIT)
    row = KitItem.objects.filter(id=item_id, organisation=acting.organisation).first()
    if row is None:
        raise Missing("cases.no_kit_paper")
    return row


def papers_in_use(organisations: set[str]) -> dict[str, list[tuple[str | None, HeldPaper]]]:
    """Return, by association, the papers in use with the id of the dossier each was made for, if any."""
    rows = KitItem.objects.filter(organisation__in=organisations, replaced_at=None)
    found: dict[str, list[tuple[str | None, HeldPaper]]] = {key: [] for key in organisations}
    for row in rows:
        held = HeldPaper(row.id, row.kind, row.title, row.valid_until)
        found[row.organisation_id].append((row.dossier_id, held))
    return found


def _card(row: KitItem, by: str, named: set[str], today: dt.date) -> PaperCard:
    if row.replaced_at:
        state = "replaced"
    elif out_of_date(row.valid_until, today=today):
        state = "out"
    else:
        state = "soon" if runs_out_soon(row.valid_until, today=today) else "fine"
    return PaperCard(
        id=row.id,
        kind=row.kind,
        title=row.title,
        dated=row.dated,
        valid_until=row.valid_until,
        dossier_title=row.dossier.title if row.dossier and row.dossier_id in named else "",
        sha256=row.sha256,
        content_type=row.content_type,
        added_by=by,
        added_at=row.added_at,
        state=state,
    )
