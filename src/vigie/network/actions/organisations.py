"""Organisations: entering one in the directory, changing what it says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, OrgId, atomic

from ..acting import Acting, check
from ..models import Organisation
from ..queries import OrganisationCard, organisation_card
from ..rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """What is said of an organisation. ``zones`` and ``domains`` are codes, ``communes`` slugs; ``founded`` is a year."""

    slug: str
    name: str
    kind: str = Organisation.Kind.ASSOCIATION
    short_name: str = ""
    legal_form: str = ""
    founded: int | None = None
    purpose: str = ""
    presentation: str = ""
    website: str = ""
    zones: Sequence[str] = ()
    communes: Sequence[str] = ()
    domains: Sequence[str] = ()
    languages: Sequence[str] = ()
    source: str = ""
    invented: bool = False
    uses_vigie: bool = False


NETWORKS = frozenset({Organisation.Kind.PLATFORM, Organisation.Kind.FEDERATION})
"""Kinds of organisations that have members, and so see what members share with their network."""

_TEXTS = ("name", "kind", "short_name", "legal_form", "founded", "purpose", "presentation", "website", "source")
_LISTS = ("zones", "communes", "domains", "languages")


def create_organisation(*, acting: Acting | None, draft: OrganisationDraft, now: dt.datetime) -> OrganisationCard:
    """Enter an organisation in the directory. ``acting`` is ``None`` for the house itself: loaders and commands.

    Raises:
        Denied: no right to manage organisations.
        Conflict: the slug is taken.
    """
    if acting is not None:
        check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        if Organisation.objects.filter(slug=draft.slug).exists():
            raise Conflict("network.slug_taken", field="slug", slug=draft.slug)
        row = Organisation(slug=draft.slug, invented=draft.invented, uses_vigie=draft.uses_vigie)
        _fill(row, draft)
        _note(acting, "network.organisation_created", row, now)
    return organisation_card(row)


def change_organisation(*, acting: Acting, draft: OrganisationDraft, now: dt.datetime) -> OrganisationCard:
    """Change what is said of the association acted for. Its slug, and whether it is invented, stay.

    Raises:
        Denied: no right to manage it.
        Invalid: it would call itself a network, which only the house says: a network sees what its members share.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        row = Organisation.objects.select_for_update().get(id=acting.organisation)
        if draft.kind in NETWORKS and row.kind not in NETWORKS:
            raise Invalid("network.kind_of_network", field="kind")
        _fill(row, draft)
        _note(acting, "network.organisation_changed", row, now)
    return organisation_card(row)


def _fill(row: Organisation, draft: OrganisationDraft) -> None:
    for name in _TEXTS:
        setattr(row, name, getattr(draft, name))
    for name in _LISTS:
        setattr(row, name, list(getattr(draft, name)))
    row.save()


def _note(acting: Acting | None, verb: str, row: Organisation, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="organisation", object_id=row.id, now=now, organisation=OrgId(row.id))
