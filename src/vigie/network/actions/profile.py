"""What a person does about themself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vigie.journal.api import record
from vigie.kernel.api import SCREEN_LANGUAGES, ActorId, Invalid, atomic

from ..models import Person


def accept_charter(*, person_id: ActorId, now: dt.datetime) -> None:
    """Note that a person accepts the charter; again changes nothing."""
    with atomic():
        fresh = Person.objects.filter(id=person_id, charter_accepted_at=None)
        if fresh.update(charter_accepted_at=now):
            record(acting=None, verb="network.charter_accepted", kind="person", object_id=person_id, now=now)


def change_profile(*, person_id: ActorId, name: str, language: str, spoken: Iterable[str], now: dt.datetime) -> None:
    """Change the name one is shown under, the language of the screens, the languages one speaks.

    Raises:
        Invalid: no name, or a language the screens do not speak.
    """
    if not name.strip():
        raise Invalid("network.no_name", field="name")
    if language not in SCREEN_LANGUAGES:
        raise Invalid("network.no_such_language", field="language")
    with atomic():
        Person.objects.filter(id=person_id).update(name=name.strip(), language=language, spoken=list(spoken))
        record(acting=None, verb="network.profile_changed", kind="person", object_id=person_id, now=now)
