"""Public contacts of organisations, and who speaks what in the circle."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.kernel.api import ActorId

from ..acting import Acting
from ..models import NetworkMembership, Organisation, PublicContact, RoleGrant, Speaker, in_force
from .circle import circle


@dataclass(frozen=True, slots=True)
class SpeakerCard:
    """What someone shows of the languages they speak. ``languages`` pairs a code with a level."""

    id: str
    shown_as: str
    organisation: str
    languages: tuple[tuple[str, str], ...]
    interprets: bool
    note: str
    mine: bool


def contacts_of(organisation_id: str) -> list[PublicContact]:
    """Return how the public reaches an organisation, in its own order."""
    return list(PublicContact.objects.filter(organisation_id=organisation_id))


def speakers(acting: Acting, *, day: dt.date, language: str = "", interprets: bool = False) -> list[SpeakerCard]:
    """Return who shows what they speak in the circle and still has a role there, by name, in two queries."""
    rows = Speaker.objects.filter(organisation_id__in=circle(acting)).select_related("organisation")
    if interprets:
        rows = rows.filter(interprets=True)
    here = set(
        RoleGrant.objects.filter(in_force(day), organisation_id__in=circle(acting), person__is_active=True).values_list(
            "person_id", "organisation_id"
        )
    )
    cards = [speaker_card(row, acting) for row in rows if (row.person_id, row.organisation_id) in here]
    return [card for card in cards if not language or language in {code for code, _level in card.languages}]


def my_showing(acting: Acting) -> Speaker | None:
    """Return what I show of my languages for the association acted for, if anything."""
    return Speaker.objects.filter(person_id=acting.actor, organisation_id=acting.organisation).first()


def speaker_card(row: Speaker, acting: Acting) -> SpeakerCard:
    """Return the card of a row."""
    told = tuple((str(each["code"]), str(each["level"])) for each in row.languages)
    mine = row.person_id == ActorId(acting.actor)
    return SpeakerCard(row.id, row.shown_as, str(row.organisation), told, row.interprets, row.note, mine)


def members_of(network_slug: str, day: dt.date) -> frozenset[str]:
    """Return the ids of the members of a network on a day."""
    rows = NetworkMembership.objects.filter(in_force(day), network__slug=network_slug)
    return frozenset(rows.values_list("member_id", flat=True))


def networks_with_members(day: dt.date) -> list[tuple[str, str]]:
    """Return the networks that have members on a day: slug and name."""
    ids = NetworkMembership.objects.filter(in_force(day)).values("network_id")
    return [(row.slug, str(row)) for row in Organisation.objects.filter(id__in=ids)]
