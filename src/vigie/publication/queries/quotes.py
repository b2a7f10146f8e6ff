"""The bank of quotes, to read: what each person sees of it, what may be used today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vigie.facts.api import QuoteStanding, quote_standings, sites
from vigie.kernel.api import Missing, OrgId
from vigie.network.api import Acting, Audience, Permission, check, person_names, relation, sees

from ..models import Quote, Release
from ..rules.quotes import Allowed, Standing, standing
from ..rules.states import QuoteState


@dataclass(frozen=True, slots=True)
class UseCard:
    """A publication that holds a quote."""

    release: str
    number: int
    month: dt.date
    zone: str
    released_at: dt.datetime


@dataclass(frozen=True, slots=True)
class QuoteCard:
    """A quote, to show. ``note``, ``chosen_by``, ``read_by`` and ``because`` are empty outside one's own association.

    ``month`` is its first day. ``translations``: by language code.
    """

    id: str
    text: str
    language: str
    translations: Mapping[str, str]
    translator: str
    translation_checked_by: str
    pseudonym: str
    age_band: str
    month: dt.date
    place_slug: str
    place_name: str
    zone: str
    until: dt.date | None
    state: QuoteState
    standing: Standing
    own: bool
    owner: OrgId
    owner_name: str
    invented: bool
    chosen_at: dt.datetime
    chosen_by: str
    chosen_by_me: bool
    read_at: dt.datetime | None
    read_by: str
    note: str
    withdrawn_at: dt.datetime | None
    because: str
    uses: tuple[UseCard, ...]

    @property
    def usable(self) -> bool:
        """Say whether an output may take it today."""
        return self.standing is Standing.USABLE


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes; empty: all that may be seen."""

    language: str = ""
    zone: str = ""
    standing: str = ""


def quotes(acting: Acting, where: QuoteFilter, *, today: dt.date) -> list[QuoteCard]:
    """Return the quotes this person may see, newest first.

    Raises:
        Denied: ``network.denied.see_publications``.
    """
    rows = visible(acting)
    if where.language:
        rows = rows.filter(language=where.language)
    if where.zone:
        rows = rows.filter(Q(place__slug=where.zone) | Q(place__zone__slug=where.zone))
    found = cards(acting, rows, today=today)
    return [card for card in found if where.standing in ("", card.standing.value)]


def quote(acting: Acting, quote_id: str, *, today: dt.date) -> QuoteCard:
    """Return one quote.

    Raises:
        Denied: ``network.denied.see_publications``.
        Missing: ``publication.no_quote``, there is none, or not for this person.
    """
    found = cards(acting, visible(acting).filter(id=quote_id), today=today)
    if not found:
        raise Missing("publication.no_quote")
    return found[0]


def usable_quotes(acting: Acting, *, month: dt.date, zone: str, today: dt.date) -> list[QuoteCard]:
    """Return the quotes that an output about a month and a zone may take today, by the consent of today.

    Args:
        acting: for whom the output is made.
        month: any day of it.
        zone: slug; empty for the whole coast.
        today: the day on which consent is asked.

    Raises:
        Denied: ``network.denied.see_publications``.
    """
    of_month = [c for c in quotes(acting, QuoteFilter(zone=zone), today=today) if c.usable]
    return [c for c in of_month if (c.month.year, c.month.month) == (month.year, month.month)]


def quotes_of(acting: Acting, testimonies: Iterable[str], *, today: dt.date) -> dict[str, QuoteCard]:
    """Return the newest quote of each testimony that an output may take today, among those this person may see.

    Raises:
        Denied: ``network.denied.see_publications``.
    """
    rows = list(visible(acting).filter(testimony__in=list(testimonies), state=QuoteState.READY.value))
    of = {row.id: row.testimony_id or "" for row in rows}
    found: dict[str, QuoteCard] = {}
    for card in cards(acting, rows, today=today):
        if card.usable:
            found.setdefault(of[card.id], card)
    return found


def visible(acting: Acting) -> QuerySet[Quote]:
    """Return one's own quotes and what associations bound to one's own hold ready; ``cards`` then looks at each testimony.

    Raises:
        Denied: ``network.denied.see_publications``.
    """
    check(acting, Permission.SEE_PUBLICATIONS)
    others = Q(organisation__in=acting.partners | acting.peers, state=QuoteState.READY.value)
    rows = Quote.objects.filter(Q(organisation=acting.organisation) | others)
    return rows.select_related("organisation", "place__zone").prefetch_related("uses__release__bulletin")


def cards(acting: Acting, rows: Iterable[Quote], *, today: dt.date) -> list[QuoteCard]:
    """Return quotes to show; one of another association only while it is usable and its facts are shared as far as here."""
    kept = list(rows)
    allowed = quote_standings([row.testimony_id for row in kept if row.testimony_id], on=today)
    names = person_names({p for row in kept for p in (row.chosen_by, row.read_by)} - {""})
    found = []
    for row in kept:
        own = row.organisation_id == acting.organisation
        told = allowed.get(row.testimony_id or "")
        stands = standing_of(row, told, today=today)
        if own or (stands is Standing.USABLE and told is not None and _reaches(acting, told)):
            found.append(_card(acting, row, stands, names, own=own))
    return found


def standing_of(row: Quote, told: QuoteStanding | None, *, today: dt.date) -> Standing:
    """Return where a quote stands, by what its testimony allows."""
    allowed = Allowed(told.holds, told.minor_held, told.until) if told else None
    return standing(state=QuoteState(row.state), until=row.until, allowed=allowed, today=today)


def site_names(acting: Acting) -> list[str]:
    """Return the names of living sites this person knows: no quote names one."""
    return [name for site in sites(acting, closed=True) for name in (site.pseudonym, *site.aliases)]


def _reaches(acting: Acting, told: QuoteStanding) -> bool:
    return told.audience is not Audience.OWNER and sees(relation(acting, told.owner), told.audience)


def _card(acting: Acting, row: Quote, stands: Standing, names: Mapping[str, str], *, own: bool) -> QuoteCard:
    place = row.place
    return QuoteCard(
        id=row.id,
        text=row.text,
        language=row.language,
        translations=row.translations,
        translator=row.translator,
        translation_checked_by=row.translation_checked_by,
        pseudonym=row.pseudonym,
        age_band=row.age_band,
        month=row.month,
        place_slug=place.slug if place else "",
        place_name=place.name if place else "",
        zone=place.zone.slug if place and place.zone else "",
        until=row.until,
        state=QuoteState(row.state),
        standing=stands,
        own=own,
        owner=OrgId(row.organisation_id),
        owner_name=str(row.organisation),
        invented=row.invented,
        chosen_at=row.chosen_at,
        chosen_by=names.get(row.chosen_by, "") if own else "",
        chosen_by_me=row.chosen_by == acting.actor,
        read_at=row.read_at,
        read_by=names.get(row.read_by, "") if own else "",
        note=row.note if own else "",
        withdrawn_at=row.withdrawn_at,
        because=row.withdrawn_because if own else "",
        uses=tuple(_use(use.release) for use in row.uses.all()),
    )


def _use(release: Release) -> UseCard:
    bulletin = release.bulletin
    return UseCard(release.id, release.number, bulletin.month, bulletin.zone, release.released_at)
