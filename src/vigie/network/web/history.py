"""What happened to one thing, as sentences: the fold at the bottom of its page, and the lines of the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from vigie.journal.api import EntryCard, histories
from vigie.kernel.api import PARIS

from ..acting import Acting, person_names
from ..hooks import journal_sentence
from ..models import MembershipOffer, NetworkMembership
from ..rules.permissions import Permission

MOST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words. ``about`` is whom it concerns, when it is not who did it."""

    entry: EntryCard
    day: dt.date
    time: dt.time
    who: str
    said: str
    about: str


def lines_of(entries: Iterable[EntryCard]) -> list[Line]:
    """Return entries as sentences, in two queries at most."""
    rows = list(entries)
    people = {e.object_id for e in rows if e.kind == "person"}
    names = person_names({e.actor for e in rows} | people)
    return [_line(entry, names) for entry in rows]


def object_histories(acting: Acting | None, kind: str, object_ids: Sequence[str]) -> dict[str, list[Line]]:
    """Return what the association acted for has in its journal about each object of a kind, newest first.

    This floor's own words only: who opened the vault is read on the page of openings.
    Only for who may see the journal; nothing of another association's journal.
    """
    found: dict[str, list[Line]] = {}
    if acting is None or not acting.can(Permission.SEE_JOURNAL):
        return found
    told = histories(kind=kind, object_ids=object_ids, organisation=acting.organisation)
    for line in lines_of(entry for entry in told if entry.verb.startswith("network.")):
        found.setdefault(line.entry.object_id, []).append(line)
    return found


def object_history(acting: Acting | None, kind: str, object_id: str) -> list[Line]:
    """Return the newest of what the journal of the association acted for says of one object."""
    return object_histories(acting, kind, [object_id]).get(object_id, [])[:MOST]


def organisation_history(acting: Acting | None, organisation_id: str) -> list[Line]:
    """Return what happened to the page of an organisation and to its memberships."""
    found = object_history(acting, "organisation", organisation_id)
    of_it = Q(member_id=organisation_id) | Q(network_id=organisation_id)
    memberships = NetworkMembership.objects.filter(of_it).values_list("id", flat=True)
    offers = MembershipOffer.objects.filter(of_it).values_list("id", flat=True)
    for kind, ids in (("membership", list(memberships)), ("membership_offer", list(offers))):
        found += [line for lines in object_histories(acting, kind, ids).values() for line in lines]
    return sorted(found, key=lambda line: line.entry.at, reverse=True)[:MOST]


def _line(entry: EntryCard, names: dict[str, str]) -> Line:
    local = entry.at.astimezone(PARIS)
    about = names.get(entry.object_id, "") if entry.kind == "person" and entry.object_id != entry.actor else ""
    who = _("L’autre association") if entry.detail.get("other_side") else names.get(entry.actor)
    return Line(
        entry=entry,
        day=local.date(),
        time=local.time(),
        who=who or _("une personne partie"),
        said=journal_sentence(entry.verb),
        about=about,
    )
