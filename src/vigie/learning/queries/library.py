"""The shelves: what associations added, and the texts of the vocabulary, found by the same words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from vigie.facts.api import NormCard, index_words, norms, query_words
from vigie.kernel.api import FileRef, Missing, NoFile, read_file
from vigie.network.api import Acting, Permission, check, person_names

from ..models import Resource
from ..rules.library import Freshness, freshness
from .seen import seen_resource, visible_resources


@dataclass(frozen=True, slots=True)
class ResourceFilter:
    """Which resources. Empty: all."""

    text: str = ""
    kind: str = ""
    reader: str = ""
    language: str = ""
    freshness: str = ""
    norm: str = ""

    def __bool__(self) -> bool:
        return self != ResourceFilter()


@dataclass(frozen=True, slots=True)
class ResourceCard:
    """A resource, to show. ``verified_by``: the person within their association, else the association alone."""

    id: str
    kind: str
    title: str
    summary: str
    language: str
    readers: tuple[str, ...]
    norms: tuple[str, ...]
    edition: str
    edition_on: dt.date | None
    url: str
    archive: str
    file_name: str
    verified_on: dt.date | None
    verified_by: str
    freshness: Freshness
    audience: str
    version: int
    organisation_name: str
    own: bool
    aside: bool
    invented: bool


def resources(acting: Acting, where: ResourceFilter, *, day: dt.date) -> list[ResourceCard]:
    """Return what answers to a filter, by title, in two queries.

    Raises:
        Denied: may not see the library.
    """
    rows = visible_resources(acting)
    for name in ("kind", "language"):
        if value := getattr(where, name):
            rows = rows.filter(**{name: value})
    for forms in _looked_for(where.text):
        rows = rows.filter(forms)
    found = list(rows)
    names = person_names(row.verified_by for row in found if row.verified_by)
    cards = [_card(acting, row, names, day) for row in found]
    return [card for card in cards if _answers(card, where)]


def texts(where: ResourceFilter, *, day: dt.date) -> list[tuple[NormCard, Freshness]]:
    """Return the texts of the vocabulary that answer to a filter, each with what its verification is worth."""
    if where.kind not in {"", "text", "case_law"} or where.language not in {"", "fr"} or where.reader or where.norm:
        return []
    wanted = query_words(where.text)
    found = []
    for card in norms():
        words = f" {index_words([card.code, card.fr, card.en, card.note])} "
        last = len(wanted) - 1
        if all(
            any(f" {form} " in words or (n == last and f" {form}" in words) for form in forms)
            for n, forms in enumerate(wanted)
        ):
            worth = freshness(card.verified_on, day)
            if where.freshness in {"", worth.value} and where.kind in {"", kind_of_norm(card.code)}:
                found.append((card, worth))
    return found


def kind_of_norm(code: str) -> str:
    """Return whether a text of the vocabulary is a text or a decision, by how its code begins."""
    courts = ("CE-", "CAA-", "TA-", "ECHR-", "CC-2")
    return "case_law" if code.startswith(courts) else "text"


def resource(acting: Acting, resource_id: str, *, day: dt.date) -> ResourceCard:
    """Return one resource.

    Raises:
        Denied: may not see the library. Missing: there is none, or not for this association.
    """
    row = seen_resource(acting, resource_id)
    return _card(acting, row, person_names([row.verified_by] if row.verified_by else []), day)


def resource_file(acting: Acting, resource_id: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that goes with a resource.

    Raises:
        Denied: may not see the library. Missing: there is none, or it cannot be read any more.
    """
    row = seen_resource(acting, resource_id)
    if not row.file:
        raise Missing("learning.no_file")
    try:
        return row.file_name, read_file(FileRef(row.file))
    except NoFile as error:
        raise Missing("learning.no_file") from error


def stale_count(acting: Acting, *, day: dt.date) -> int:
    """Count the resources of one's own association that somebody must check again."""
    check(acting, Permission.KEEP_LIBRARY)
    rows = Resource.objects.filter(organisation=acting.organisation, set_aside_at=None)
    days = rows.filter(verified_on__isnull=False).values_list("verified_on", flat=True)
    return sum(freshness(verified, day) is Freshness.STALE for verified in days)


def _looked_for(text: str) -> list[Q]:
    """Return a condition per word looked for; the last may be unfinished."""
    wanted = query_words(text)
    conditions = []
    for number, forms in enumerate(wanted):
        end = "" if number == len(wanted) - 1 else " "
        condition = Q()
        for form in forms:
            condition |= Q(words__contains=f" {form}{end}")
        conditions.append(condition)
    return conditions


def _answers(card: ResourceCard, where: ResourceFilter) -> bool:
    return (
        (not where.reader or where.reader in card.readers)
        and (not where.freshness or card.freshness.value == where.freshness)
        and (not where.norm or where.norm in card.norms)
    )


def _card(acting: Acting, row: Resource, names: dict[str, str], day: dt.date) -> ResourceCard:
    own = row.organisation_id == acting.organisation
    return ResourceCard(
        id=row.id,
        kind=row.kind,
        title=row.title,
        summary=row.summary,
        language=row.language,
        readers=tuple(row.readers),
        norms=tuple(row.norms),
        edition=row.edition,
        edition_on=row.edition_on,
        url=row.url,
        archive=row.archive,
        file_name=row.file_name,
        verified_on=row.verified_on,
        verified_by=(names.get(row.verified_by, "") if own else str(row.organisation)) if row.verified_on else "",
        freshness=freshness(row.verified_on, day),
        audience=row.audience,
        version=row.version,
        organisation_name=str(row.organisation),
        own=own,
        aside=row.set_aside_at is not None,
        invented=row.invented,
    )
