"""The facts of dossiers as one person may read them: whole, hidden, or gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vigie.facts.api import StatementCard, statements_of
from vigie.kernel.api import OrgId
from vigie.network.api import Acting, person_names

from ..models import DossierFact


class Reading(StrEnum):
    """What this person may see of a fact."""

    SEEN = "seen"
    HIDDEN = "hidden"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FactCard:
    """A fact of a dossier. ``card`` is ``None`` unless it may be read.

    ``name`` says what it is in one line; of a fact that may not be read, only whose it is.
    ``mandated``: a mandate in force opens something of it to the one who asks.
    """

    id: str
    statement: str
    reading: Reading
    card: StatementCard | None
    name: str
    owner: OrgId
    owner_name: str
    note: str
    added_by: str
    mandated: bool


def facts_of(acting: Acting, dossiers: Iterable[str]) -> dict[str, list[FactCard]]:
    """Return the facts of each dossier (ids) as this person reads them, in the order in which they came."""
    wanted = list(dossiers)
    rows = list(DossierFact.objects.filter(dossier__in=wanted).select_related("owner"))
    seen = statements_of(acting, (row.statement_id for row in rows if row.statement_id))
    names = person_names({row.added_by for row in rows})
    lent = _lent(acting, wanted)
    found: dict[str, list[FactCard]] = {dossier: [] for dossier in wanted}
    for row in rows:
        card = seen.get(row.statement_id or "")
        found[row.dossier_id].append(_card(acting, row, card, names.get(row.added_by, ""), mandated=row.id in lent))
    return found


def _card(acting: Acting, row: DossierFact, card: StatementCard | None, by: str, *, mandated: bool) -> FactCard:
    own = row.owner_id == acting.organisation
    reading = Reading.SEEN if card else Reading.GONE if own or not row.statement_id else Reading.HIDDEN
    return FactCard(
        id=row.id,
        statement=row.statement_id or "",
        reading=reading,
        card=card,
        name=row.kept_as if card or own else "",
        owner=OrgId(row.owner_id),
        owner_name=str(row.owner),
        note=row.note,
        added_by=by,
        mandated=mandated,
    )


def _lent(acting: Acting, dossiers: list[str]) -> set[str]:
    """Return the ids of the facts of which a mandate not revoked opens something to this avocat·e."""
    rows = DossierFact.objects.filter(
        dossier__in=dossiers,
        mandated__mandate__lawyer=acting.actor,
        mandated__mandate__lawyer_organisation=acting.organisation,
        mandated__mandate__revoked_at=None,
    )
    return set(rows.values_list("id", flat=True))
