"""What dossiers lack, as one person may see it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from vigie.facts.api import Support, families, supports_of
from vigie.network.api import Acting, fold

from ..models import Deadline, Dossier, Exhibit, Strategy
from ..rules import missing as rules
from ..rules.missing import HeldExhibit, HeldFact, Holding, Missing
from ..rules.states import DossierKind, ExhibitState
from .kit import papers_in_use
from .reading import FactCard, facts_of

BELONGINGS = ("BIE01", "BIE02", "BIE03", "BIE04")
"""Acts that took or destroyed belongings: a photograph says more than a count."""

CERTIFICATE = ("certificat", "certificate", "itt", "medical")


def missing_of(acting: Acting, dossiers: Sequence[Dossier], *, today: dt.date) -> dict[str, tuple[Missing, ...]]:
    """Return what each dossier lacks, by id, in a number of queries that does not depend on how many there are."""
    ids = [dossier.id for dossier in dossiers]
    facts = facts_of(acting, ids)
    read = [fact for found in facts.values() for fact in found if fact.card]
    supports = supports_of(acting, (fact.statement for fact in read), today=today)
    medical = {act.code for family in families() for act in family.acts if act.medical} if read else set()
    exhibits, deadlines, norms = _exhibits(ids), _deadlines(ids), _norms(ids)
    papers = papers_in_use({dossier.organisation_id for dossier in dossiers})
    found = {}
    for dossier in dossiers:
        holding = Holding(
            kind=DossierKind(dossier.kind),
            facts=tuple(_fact(f, supports, medical) for f in facts[dossier.id] if f.card),
            exhibits=tuple(exhibits[dossier.id]),
            deadlines=tuple(deadlines[dossier.id]),
            norms_to_verify=norms.get(dossier.id, ()),
            papers=tuple(p for of, p in papers[dossier.organisation_id] if of in (None, dossier.id)),
        )
        found[dossier.id] = rules.missing(holding, today=today)
    return found


def _fact(fact: FactCard, supports: dict[str, Support], medical: set[str]) -> HeldFact:
    card, support = fact.card, supports.get(fact.statement)
    acts = {act.code for act in card.acts} if card else set()
    return HeldFact(
        id=fact.id,
        statement=fact.statement,
        name=fact.name,
        medical=bool(acts & medical),
        belongings=bool(acts & set(BELONGINGS)),
        testimony=bool(support and support.testimony),
        lawyer_consent=bool(support and "lawyer" in support.consents),
        withdrawn=bool(support and support.withdrawn),
        minor_held=bool(card and card.minor_held),
        reports=card.reports if card else 0,
        media=support.media if support else frozenset(),
    )


def _exhibits(dossiers: Iterable[str]) -> dict[str, list[HeldExhibit]]:
    found: dict[str, list[HeldExhibit]] = defaultdict(list)
    for row in Exhibit.objects.filter(dossier__in=dossiers, removed_at=None):
        words = fold(row.title).split()
        certificate = row.kind == Exhibit.Kind.DOCUMENT and any(word in CERTIFICATE for word in words)
        found[row.dossier_id].append(
            HeldExhibit(
                row.id,
                str(row),
                row.fact_id or "",
                row.kind,
                ExhibitState(row.state),
                certificate=certificate,
                altered=row.altered_at is not None,
            )
        )
    return found


def _deadlines(dossiers: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in Deadline.objects.filter(dossier__in=dossiers, starts_on=None, due_on=None, due_at=None, done_at=None):
        found[row.dossier_id].append((row.id, row.label or row.rule))
    return found


def _norms(dossiers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, by dossier, the codes of the texts its strategy keeps that nobody has verified."""
    kept = dict(Strategy.objects.filter(dossier__in=dossiers).values_list("dossier", "norms"))
    wanted = {code for codes in kept.values() for code in codes}
    if not wanted:
        return {}
    known = {norm.code: norm.to_verify for family in families() for act in family.acts for norm in act.norms}
    return {key: tuple(code for code in codes if known.get(code, True)) for key, codes in kept.items()}
