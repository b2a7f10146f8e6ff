"""Living sites: opened, renamed, closed. A site is known by pseudonyms alone."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import PARIS, Conflict, Invalid, Missing, atomic
from vigie.network.api import Acting, Permission, check, fold, place

from ..models import Site, SiteAlias
from ..rules.drafts import SiteDraft

LONGEST = 60
EARLIEST = 1900
"""No living site of ours is older: a year below is a slip of the hand."""


class SiteBook:
    """The sites of one association by every name they bear; a name never heard opens a site when ``save`` is called."""

    def __init__(self, acting: Acting, now: dt.datetime) -> None:
        self.acting = acting
        self.now = now
        self._known: dict[str, Site] | None = None
        self._new: list[Site] = []

    def find(self, name: str, *, place: str) -> Site:
        """Return the site of a name or an id, a new one if there is none."""
        if self._known is None:
            aliases = SiteAlias.objects.filter(organisation=self.acting.organisation).select_related("site")
            self._known = {a.folded: a.site for a in aliases} | {a.site.id: a.site for a in aliases}
        found = self._known.get(name) or self._known.get(fold(name))
        if found is None:
            found = Site(
                organisation_id=self.acting.organisation,
                pseudonym=name.strip()[:60],
                place_id=place,
                created_at=self.now,
            )
            self._new.append(found)
            self._known[fold(name)] = found
        return found

    def save(self) -> None:
        """Write the sites that were opened."""
        Site.objects.bulk_create(self._new)
        SiteAlias.objects.bulk_create([_alias(site, site.pseudonym) for site in self._new])
        self._new = []


def open_site(*, acting: Acting, draft: SiteDraft, now: dt.datetime) -> str:
    """Open a living site and return its id.

    Raises:
        Denied: may not record.
        Invalid: no pseudonym, or a day that cannot be. Missing: no such place. Conflict: one's association knows another site by one of the names.
    """
    check(acting, Permission.RECORD_OBSERVATION)
    if draft.opened_on and draft.opened_on > now.astimezone(PARIS).date():
        raise Invalid("facts.date_future", field="opened_on", day=draft.opened_on.isoformat())
    if draft.opened_on and draft.opened_on.year < EARLIEST:
        raise Invalid("facts.date_old", field="opened_on", day=draft.opened_on.isoformat())
    with atomic():
        site = Site.objects.create(
            organisation_id=acting.organisation,
            pseudonym=_named(draft.pseudonym),
            kind=draft.kind,
            place_id=place(draft.place).id,
            owner_type=draft.owner_type,
            opened_on=draft.opened_on,
            audience=draft.audience.value,
            sealed_ref=draft.sealed_ref or "",
            invented=draft.invented,
            created_at=now,
        )
        for name in dict.fromkeys((draft.pseudonym, *draft.aliases)):
            _add_name(site, name)
        record(acting=acting, verb="facts.site_opened", kind="site", object_id=site.id, now=now)
    return site.id


def rename_site(*, acting: Acting, site_id: str, pseudonym: str, now: dt.datetime) -> None:
    """Give a site another pseudonym; the former one stays an alias.

    Raises:
        Denied: may not code. Missing: not a site of one's own. Conflict: the name is another site's.
    """
    check(acting, Permission.CODE_FACTS)
    with atomic():
        site = _own(acting, site_id)
        site.pseudonym = _named(pseudonym)
        site.save(update_fields=["pseudonym"])
        _add_name(site, pseudonym)
        record(acting=acting, verb="facts.site_renamed", kind="site", object_id=site.id, now=now)


def add_site_alias(*, acting: Acting, site_id: str, name: str, now: dt.datetime) -> None:
    """Write down another name of a site.

    Raises:
        Denied: may not code. Missing: not a site of one's own. Conflict: the name is another site's.
    """
    check(acting, Permission.CODE_FACTS)
    with atomic():
        site = _own(acting, site_id)
        _add_name(site, name)
        record(acting=acting, verb="facts.site_alias_added", kind="site", object_id=site.id, now=now)


def close_site(*, acting: Acting, site_id: str, day: dt.date | None, now: dt.datetime) -> None:
    """Say since when nobody lives there, or, with no day, that people are back.

    Raises:
        Denied: may not code. Missing: not a site of one's own. Invalid: closed before it was opened.
    """
    check(acting, Permission.CODE_FACTS)
    with atomic():
        site = _own(acting, site_id)
        if day and site.opened_on and day < site.opened_on:
            raise Invalid("facts.site_dates", field="closed_on")
        site.closed_on = day
        site.save(update_fields=["closed_on"])
        record(acting=acting, verb="facts.site_closed", kind="site", object_id=site.id, now=now)


def _own(acting: Acting, site_id: str) -> Site:
    site = Site.objects.filter(id=site_id, organisation=acting.organisation).first()
    if site is None:
        raise Missing("facts.no_site")
    return site


def _named(name: str) -> str:
    name = name.strip()
    if not fold(name) or "\x00" in name:
        raise Invalid("facts.site_name", field="pseudonym")
    if len(name) > LONGEST:
        raise Invalid("facts.site_name_long", field="pseudonym", limit=LONGEST)
    return name


def _alias(site: Site, name: str) -> SiteAlias:
    name = _named(name)
    return SiteAlias(site=site, organisation_id=site.organisation_id, name=name, folded=fold(name))


def _add_name(site: Site, name: str) -> None:
    alias = _alias(site, name)
    known = SiteAlias.objects.filter(organisation=site.organisation_id, folded=alias.folded).first()
    if known is None:
        alias.save()
    elif known.site_id != site.id:
        raise Conflict("facts.site_name_taken", field="pseudonym", name=alias.name)
