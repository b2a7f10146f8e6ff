"""What this floor itself holds by name, for a hand-over: responsibilities, actions taken on at meetings."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..acting import Acting
from ..open_work import OpenWork, WorkSource
from ..queries import open_responsibilities
from ..queries.groups import open_actions
from .leaving import hand_over
from .meetings import pass_actions_on


def _responsibilities(leaving: Acting, _arriving: Acting, _now: dt.datetime) -> list[OpenWork]:
    held = open_responsibilities(person_id=leaving.actor, organisation=leaving.organisation)
    return [OpenWork(card.id, card.label, reverse("network:charges")) for card in held]


def _actions(leaving: Acting, _arriving: Acting, _now: dt.datetime) -> list[OpenWork]:
    return [
        OpenWork(card.id, f"{card.text} · {card.meeting}", reverse("network:meeting", args=[card.meeting_id]))
        for card in open_actions(leaving, person=leaving.actor)
    ]


def _hand(leaving: Acting, arriving: Acting, object_id: str, now: dt.datetime) -> None:
    hand_over(acting=leaving, responsibility_id=object_id, to=arriving.actor, now=now)


def _pass_action(leaving: Acting, arriving: Acting, object_id: str, now: dt.datetime) -> None:
    pass_actions_on(acting=leaving, action_ids=[object_id], to=arriving.actor, now=now)


OWN_WORK = (
    WorkSource(
        "responsibility",
        _("Responsabilités"),
        _("Elles passent à son nom, dans « Responsabilités »."),
        _responsibilities,
        _hand,
        order=10,
    ),
    WorkSource(
        "action", _("Actions de réunion"), _("Elles lui reviennent, avec leur date."), _actions, _pass_action, order=60
    ),
)
