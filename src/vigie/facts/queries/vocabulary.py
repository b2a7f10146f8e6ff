"""The vocabulary, to show: families of acts with their rights and norms, closed lists, units."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from ..models import ActFamily, ActType, Norm, Right
from .cards import ActTypeCard, FamilyCard, NormCard, RightCard, Word
from .lexicon import read_terms


def families() -> list[FamilyCard]:
    """Return the families of acts, each with its acts, their rights and norms."""
    acts = ActType.objects.prefetch_related("rights", "norms").order_by("position")
    rows = ActFamily.objects.prefetch_related(Prefetch("acts", acts))
    return [FamilyCard(_word(row), tuple(_act_type(a) for a in row.acts.all())) for row in rows]


def terms(dimension: str) -> list[Word]:
    """Return a closed list, in order: ``forces``, ``observation_mode``, ``legal_basis``, ``verification``…"""
    return list(read_terms().get(dimension, {}).values())


def all_terms() -> dict[str, dict[str, Word]]:
    """Return every closed list, by dimension and code, in one query."""
    return read_terms()


def suggested(act_codes: Iterable[str]) -> tuple[tuple[RightCard, ...], tuple[NormCard, ...]]:
    """Return the rights and norms that acts call to mind, each with the acts it came from: suggestions for a lawyer."""
    rows = ActType.objects.filter(code__in=set(act_codes)).prefetch_related("rights", "norms")
    rights: dict[str, tuple[Right, list[str]]] = {}
    norms: dict[str, tuple[Norm, list[str]]] = {}
    for act in rows:
        for right in act.rights.all():
            rights.setdefault(right.code, (right, []))[1].append(act.code)
        for norm in act.norms.all():
            norms.setdefault(norm.code, (norm, []))[1].append(act.code)
    in_order_r = sorted(rights.values(), key=lambda pair: pair[0].position)
    in_order_n = sorted(norms.values(), key=lambda pair: pair[0].position)
    return tuple(_right(r, acts) for r, acts in in_order_r), tuple(_norm(n, acts) for n, acts in in_order_n)


def norms() -> list[NormCard]:
    """Return every text of the vocabulary, in order, each with the acts that call it to mind, in two queries."""
    return [_norm(row, [a.code for a in row.acts.all()]) for row in Norm.objects.prefetch_related("acts")]


def _word(row: ActFamily | ActType | Right) -> Word:
    return Word(row.code, row.fr, row.en)


def _right(row: Right, acts: Iterable[str] = ()) -> RightCard:
    return RightCard(_word(row), {k: tuple(v) for k, v in row.articles.items()}, tuple(acts))


def _norm(row: Norm, acts: Iterable[str] = ()) -> NormCard:
    return NormCard(
        code=row.code,
        fr=row.fr,
        en=row.en,
        status=row.status,
        note=row.note,
        note_en=row.note_en,
        verified_on=row.verified_on,
        verified_by=row.verified_by,
        verified_for=row.verified_for,
        acts=tuple(acts),
    )


def _act_type(row: ActType) -> ActTypeCard:
    return ActTypeCard(
        word=_word(row),
        family=row.family_id,
        unit=row.unit,
        urgent=row.urgent,
        medical=row.medical,
        minors=row.minors,
        extra_protection=row.extra_protection,
        quantities=tuple(row.quantities),
        note=row.note,
        rights=tuple(_right(r) for r in row.rights.all()),
        norms=tuple(_norm(n) for n in row.norms.all()),
    )
