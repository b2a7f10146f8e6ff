"""What an organisation and its people show of themselves: public contacts, languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Invalid, Missing, atomic

from ..acting import Acting, check
from ..models import PublicContact, RoleGrant, Speaker, in_force
from ..queries.circle import circle
from ..rules.permissions import Permission
from ..rules.vocabulary import CONTACT_KINDS, LEVELS, SPOKEN
from .common import day_of

MOST_CONTACTS = 8


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """One public contact: a kind, a word on what it is for, the contact itself."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """What someone agrees to show. ``languages`` pairs a code with a level."""

    shown_as: str
    languages: Sequence[tuple[str, str]]
    interprets: bool = False
    note: str = ""


def set_contacts(*, acting: Acting, contacts: Sequence[ContactDraft], now: dt.datetime) -> None:
    """Say how the public reaches the association acted for; what was said before is replaced.

    Raises:
        Denied: no right to manage the association.
        Invalid: too many, an unknown kind, or an e-mail address that is not one.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    kept = [c for c in contacts if c.value.strip()]
    if len(kept) > MOST_CONTACTS:
        raise Invalid("network.too_many_contacts", most=MOST_CONTACTS)
    for contact in kept:
        _check_contact(contact)
    with atomic():
        PublicContact.objects.filter(organisation_id=acting.organisation).delete()
        PublicContact.objects.bulk_create(
            PublicContact(
                organisation_id=acting.organisation,
                kind=contact.kind,
                label=contact.label.strip(),
                value=contact.value.strip(),
                position=position,
            )
            for position, contact in enumerate(kept)
        )
        record(
            acting=acting, verb="network.contacts_changed", kind="organisation", object_id=acting.organisation, now=now
        )


def show_languages(*, acting: Acting, draft: SpeakerDraft, now: dt.datetime) -> str:
    """Show what I speak to the circle, under the name I choose; return the id. Saying it again replaces it.

    Raises:
        Invalid: no name, no language, an unknown language or level.
    """
    if not draft.shown_as.strip():
        raise Invalid("network.no_name", field="shown_as")
    if not draft.languages:
        raise Invalid("network.no_language", field="languages")
    if any(code not in SPOKEN or level not in LEVELS for code, level in draft.languages):
        raise Invalid("network.no_such_speech", field="languages")
    values = {
        "shown_as": draft.shown_as.strip(),
        "languages": [{"code": code, "level": level} for code, level in draft.languages],
        "interprets": draft.interprets,
        "note": draft.note.strip(),
        "agreed_at": now,
    }
    with atomic():
        row, _new = Speaker.objects.update_or_create(
            person_id=acting.actor, organisation_id=acting.organisation, defaults=values
        )
        record(acting=acting, verb="network.languages_shown", kind="speaker", object_id=row.id, now=now)
    return row.id


def hide_languages(*, acting: Acting, now: dt.datetime) -> None:
    """Take back what I showed; nothing of it stays. Again changes nothing."""
    with atomic():
        row = Speaker.objects.filter(person_id=acting.actor, organisation_id=acting.organisation).first()
        if row is not None:
            record(acting=acting, verb="network.languages_hidden", kind="speaker", object_id=row.id, now=now)
            row.delete()


def ask_speaker(*, acting: Acting, speaker_id: str, words: str, now: dt.datetime) -> None:
    """Leave a word for someone who shows what they speak. They learn which association asks; it learns nothing of them.

    Raises:
        Missing: nobody of the circle shows this (any more).
        Invalid: no word.
    """
    row = Speaker.objects.filter(id=speaker_id, organisation_id__in=circle(acting)).first()
    held = RoleGrant.objects.filter(in_force(day_of(now)), person__is_active=True)
    if row is None or not held.filter(person_id=row.person_id, organisation_id=row.organisation_id).exists():
        raise Missing("network.no_speaker")
    if not words.strip():
        raise Invalid("network.no_words", field="words")
    params = {"name": acting.organisation_name, "words": words.strip()}
    with atomic():
        link = reverse("network:speakers")
        notify(person=ActorId(row.person_id), code="network.asked_to_speak", now=now, link=link, params=params)
        record(acting=acting, verb="network.speaker_asked", kind="speaker", object_id=row.id, now=now)


def forget_speaker(acting: Acting, person: ActorId, _now: dt.datetime) -> None:
    """Show nothing any more of someone who leaves."""
    Speaker.objects.filter(person_id=person, organisation_id=acting.organisation).delete()


def _check_contact(contact: ContactDraft) -> None:
    if contact.kind not in CONTACT_KINDS:
        raise Invalid("network.no_such_contact")
    if contact.kind == "email" and contact.value.count("@") != 1:
        raise Invalid("network.not_an_email", value=contact.value.strip())
    if contact.kind == "page" and not contact.value.strip().startswith(("https://", "http://")):
        raise Invalid("network.not_a_page", value=contact.value.strip())
