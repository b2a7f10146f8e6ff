"""What a withdrawal touches among the dossiers: told to the association whose testimony it is, in the dossiers of others too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from vigie.kernel.api import VaultRef
from vigie.network.api import Acting, Permission, check

from ..models import Dossier, Exhibit, Referral
from ..rules.states import ReferralState
from .access import mine
from .deadlines import cannot_be_recalled
from .exhibits import SENT


@dataclass(frozen=True, slots=True)
class TouchedDossier:
    """A dossier that leans on what was withdrawn. Slug and title only for someone named in it; ``people``: how many are."""

    id: str
    slug: str
    title: str
    organisation: str
    people: int
    closed: bool


@dataclass(frozen=True, slots=True)
class TouchedExhibit:
    """An exhibit made from what was withdrawn. ``sent``: it went out with a referral; ``copy``: a working copy is there."""

    id: str
    slug: str
    number: int
    title: str
    sent: bool
    copy: bool


@dataclass(frozen=True, slots=True)
class TouchedReferral:
    """A referral for which the person agreed. ``filed_on`` empty: being prepared, and it no longer goes with them."""

    id: str
    slug: str
    body: str
    filed_on: dt.date | None
    file_number: str


@dataclass(frozen=True, slots=True)
class TouchedCases:
    """All that a withdrawal touches on this floor."""

    dossiers: tuple[TouchedDossier, ...]
    exhibits: tuple[TouchedExhibit, ...]
    filed: tuple[TouchedReferral, ...]
    drafts: tuple[TouchedReferral, ...]


def touched_by(acting: Acting, *, statements: Iterable[str], refs: Iterable[VaultRef]) -> TouchedCases:
    """Return what leans on some statements and sealed objects of one's own association, in a fixed number of queries.

    Args:
        acting: of the association whose testimony it is; the caller has asked ``facts`` for it.
        statements: of the testimony.
        refs: its original and its media.

    Raises:
        Denied: ``network.denied.see_withdrawals``.
    """
    check(acting, Permission.SEE_WITHDRAWALS)
    told = list(statements)
    named = set(mine(acting).values_list("id", flat=True))
    dossiers = Dossier.objects.filter(facts__statement__in=told).select_related("organisation").distinct()
    return TouchedCases(
        dossiers=tuple(_dossier(row, named) for row in dossiers.prefetch_related("accesses")),
        exhibits=tuple(_exhibits(acting, list(refs), named)),
        filed=tuple(_referral(row, named) for row in cannot_be_recalled(told)),
        drafts=tuple(_referral(row, named) for row in _drafts(told)),
    )


def _dossier(row: Dossier, named: set[str]) -> TouchedDossier:
    seen = row.id in named
    return TouchedDossier(
        id=row.id,
        slug=row.slug if seen else "",
        title=row.title if seen else "",
        organisation=str(row.organisation),
        people=sum(place.ended_at is None for place in row.accesses.all()),
        closed=row.closed_at is not None,
    )


def _exhibits(acting: Acting, refs: list[VaultRef], named: set[str]) -> Iterable[TouchedExhibit]:
    rows = Exhibit.objects.filter(original_ref__in=[r for r in refs if r], owner=acting.organisation)
    sent = set(rows.filter(produced__referral__state__in=SENT).values_list("id", flat=True))
    for row in rows.filter(removed_at=None).select_related("dossier"):
        seen = row.dossier_id in named
        slug, title = (row.dossier.slug, row.title) if seen else ("", "")
        yield TouchedExhibit(row.id, slug, row.number, title, row.id in sent, bool(row.working_ref))


def _drafts(statements: list[str]) -> Iterable[Referral]:
    rows = Referral.objects.filter(people__fact__statement__in=statements, state=ReferralState.DRAFT.value)
    return rows.select_related("dossier", "body").distinct()


def _referral(row: Referral, named: set[str]) -> TouchedReferral:
    english = (get_language() or "fr").startswith("en")
    slug = row.dossier.slug if row.dossier_id in named else ""
    return TouchedReferral(
        row.id, slug, row.body.en if english else row.body.fr, row.filed_on, row.file_number if slug else ""
    )
