"""Common tools, communiqués, campaigns and the register, as one association or the public sees them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from vigie.kernel.api import FuzzyDate, Missing, OrgId, Precision

from ..acting import Acting
from ..models import (
    Campaign,
    Communique,
    CommuniqueComment,
    CommuniqueSignature,
    PastAction,
    SharedTool,
    ToolAgreement,
    ToolVersion,
)
from ..rules.communiques import State
from .circle import circle


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """What the register is narrowed to; empty means all. ``year`` is one in which the action took place."""

    kind: str = ""
    year: int = 0
    text: str = ""


def tools(acting: Acting) -> list[SharedTool]:
    """Return the common tools of the circle, by name, with versions and agreements, in three queries."""
    return list(_tools(acting))


def tool(acting: Acting, tool_id: str) -> SharedTool:
    """Return one tool.

    Raises:
        Missing: none of the circle.
    """
    row = _tools(acting).filter(id=tool_id).first()
    if row is None:
        raise Missing("network.no_tool")
    return row


def communiques(acting: Acting) -> list[Communique]:
    """Return the communiqués of the circle: those under way first, then the published ones, newest first."""
    return list(_communiques().filter(organisation_id__in=circle(acting)))


def communique(acting: Acting, slug: str) -> Communique:
    """Return one communiqué.

    Raises:
        Missing: none of the circle.
    """
    row = _communiques().filter(organisation_id__in=circle(acting), slug=slug).first()
    if row is None:
        raise Missing("network.no_communique")
    return row


def published() -> list[Communique]:
    """Return what is published, newest first: for anyone."""
    return list(_communiques().filter(state=State.PUBLISHED))


def published_one(slug: str) -> Communique:
    """Return one published communiqué, for anyone.

    Raises:
        Missing: there is none, or it is not published.
    """
    row = _communiques().filter(state=State.PUBLISHED, slug=slug).first()
    if row is None:
        raise Missing("network.no_communique")
    return row


def to_sign(acting: Acting, *, day: dt.date) -> list[Communique]:
    """Return the communiqués that wait for this association's answer, the first to close first."""
    rows = _communiques().filter(organisation_id__in=circle(acting), state=State.COLLECTING, closes_on__gte=day)
    return list(rows.exclude(signatures__organisation_id=acting.organisation).order_by("closes_on"))


def campaigns(acting: Acting) -> list[Campaign]:
    """Return the campaigns of the circle, newest first."""
    return list(_campaigns().filter(organisation_id__in=circle(acting)))


def campaign(acting: Acting, slug: str) -> Campaign:
    """Return one campaign.

    Raises:
        Missing: none of the circle.
    """
    row = _campaigns().filter(organisation_id__in=circle(acting), slug=slug).first()
    if row is None:
        raise Missing("network.no_campaign")
    return row


def public_campaign(slug: str) -> Campaign:
    """Return one public campaign, for anyone.

    Raises:
        Missing: there is none, or it is not public.
    """
    row = _campaigns().filter(public=True, slug=slug).first()
    if row is None:
        raise Missing("network.no_campaign")
    return row


def past_actions(acting: Acting, asked: ActionFilter) -> list[PastAction]:
    """Return the register of the circle, newest first."""
    rows = PastAction.objects.filter(organisation_id__in=circle(acting)).select_related("organisation", "campaign")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.year:
        rows = rows.filter(date_start__lte=dt.date(asked.year, 12, 31), date_end__gte=dt.date(asked.year, 1, 1))
    if asked.text:
        rows = rows.filter(title__icontains=asked.text)
    return list(rows[:1000])


def date_of(row: PastAction) -> FuzzyDate:
    """Return the date of an action."""
    return FuzzyDate(row.date_start, row.date_end, Precision(row.date_precision))


def signed_between(organisation: OrgId, *, start: dt.date, end: dt.date) -> int:
    """Count the communiqués published from one day to another, both included, that bear an association's signature."""
    rows = Communique.objects.filter(state=State.PUBLISHED, signatures__organisation_id=organisation)
    return rows.filter(published_at__date__gte=start, published_at__date__lte=end).distinct().count()


def _tools(acting: Acting) -> QuerySet[SharedTool]:
    agreements = Prefetch("agreements", ToolAgreement.objects.select_related("organisation"))
    versions = Prefetch("versions", ToolVersion.objects.prefetch_related(agreements))
    rows = SharedTool.objects.filter(organisation_id__in=circle(acting))
    return rows.select_related("organisation").prefetch_related(versions)


def _communiques() -> QuerySet[Communique]:
    signatures = Prefetch("signatures", CommuniqueSignature.objects.select_related("organisation"))
    comments = Prefetch("comments", CommuniqueComment.objects.select_related("organisation"))
    return Communique.objects.select_related("organisation").prefetch_related(signatures, comments)


def _campaigns() -> QuerySet[Campaign]:
    actions = Prefetch("actions", PastAction.objects.select_related("organisation"))
    return Campaign.objects.select_related("organisation").prefetch_related("signatories", actions)
