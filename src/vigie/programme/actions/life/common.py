"""What the actions of the life of a mission share: words to people, journal, milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vigie.journal.api import notify, record
from vigie.kernel.api import PARIS, ActorId, Invalid
from vigie.network.api import Acting

from ...models import Milestone, Mission
from ...queries.life.access import followers
from ...rules.kinds import MilestoneKind
from ...rules.texts import tidy

LONGEST = 20_000


def day_of(now: dt.datetime) -> dt.date:
    """Return the day of a moment, on the French coast."""
    return now.astimezone(PARIS).date()


def note(acting: Acting | None, verb: str, mission: Mission, now: dt.datetime, **detail: object) -> None:
    """Write in the journal of a mission."""
    record(acting=acting, verb=f"programme.{verb}", kind="mission", object_id=mission.id, now=now, detail=detail)


def tell(people: Iterable[str], code: str, mission: Mission, page: str, now: dt.datetime, *, but: str = "") -> None:
    """Leave a word for people about a mission; it opens one of its pages."""
    for person in sorted({str(p) for p in people if p} - {but}):
        notify(
            person=ActorId(person),
            code=f"programme.{code}",
            now=now,
            link=f"/missions/mission/{mission.slug}/{page}",
            params={"title": str(mission)},
        )


def tell_followers(code: str, mission: Mission, page: str, now: dt.datetime, *, but: str = "") -> None:
    """Leave a word for everyone who follows the volunteer."""
    tell(followers(mission, day=day_of(now)), code, mission, page, now, but=but)


def tell_volunteer(code: str, mission: Mission, page: str, now: dt.datetime, *, but: str = "") -> None:
    """Leave a word for the volunteer, once there is one."""
    tell([str(mission.volunteer_id or "")], code, mission, page, now, but=but)


def needed(text: str, *, field: str, most: int = LONGEST, code: str = "programme.words_needed") -> str:
    """Return a text that must say something.

    Raises:
        Invalid: ``code`` when it says nothing; ``programme.too_long``.
    """
    kept = bounded(text, field=field, most=most)
    if not kept:
        raise Invalid(code, field=field)
    return kept


def bounded(text: str, *, field: str, most: int = LONGEST) -> str:
    """Return a text without what no database keeps.

    Raises:
        Invalid: ``programme.too_long``.
    """
    kept = tidy(text)
    if len(kept) > most:
        raise Invalid("programme.too_long", field=field, most=most)
    return kept


def expect(mission: Mission, kind: MilestoneKind, object_id: str, due: dt.date, title: str = "") -> None:
    """Put something on the mission's list of what is expected, or move it there."""
    Milestone.objects.update_or_create(
        mission=mission, kind=kind.value, object_id=object_id, defaults={"due_on": due, "title": title[:200]}
    )


def met(object_id: str, *, by: str, now: dt.datetime) -> None:
    """Take something off the list of what is expected."""
    Milestone.objects.filter(object_id=object_id, done_at=None).update(done_at=now, done_by=by)


def not_expected(object_ids: Iterable[str]) -> None:
    """Take off the list what will not come."""
    Milestone.objects.filter(object_id__in=list(object_ids), done_at=None).delete()
