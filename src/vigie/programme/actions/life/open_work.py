"""The missions somebody follows and what they took on in follow-up meetings, for a hand-over."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.journal.api import record
from vigie.network.api import Acting, OpenWork, Permission, WorkSource, can

from ...models import MissionPartner
from ...models.life import FollowAction
from ...queries.access import missions
from ...rules.states import MissionState
from ...rules.texts import said
from ..missions import name_tutor

UNDER_WAY = [state.value for state in (MissionState.PLANNED, MissionState.RUNNING, MissionState.PAUSED)]


def _followed(leaving: Acting, arriving: Acting, _now: dt.datetime) -> list[OpenWork]:
    rows = MissionPartner.objects.filter(
        tutor=leaving.actor, organisation_id=leaving.organisation, mission__state__in=UNDER_WAY
    ).select_related("mission")
    return [
        OpenWork(
            row.mission_id,
            said(row.mission.title),
            reverse("programme:mission", args=[row.mission.slug]),
            _blocked(leaving, arriving, str(row.mission.volunteer_id)),
        )
        for row in {row.mission_id: row for row in rows}.values()
    ]


def _blocked(leaving: Acting, arriving: Acting, volunteer: str) -> str:
    if arriving.actor == volunteer:
        return _("C’est la ou le volontaire de cette mission.")
    if not can(leaving, Permission.RUN_PROGRAMME):
        return _("Votre coordination nomme qui suit la mission : demandez-lui.")
    return ""


def _follow(leaving: Acting, arriving: Acting, object_id: str, now: dt.datetime) -> None:
    slug = missions(leaving).get(id=object_id).slug
    name_tutor(acting=leaving, slug=slug, organisation_id=leaving.organisation, person=arriving.actor, now=now)


def _taken_on(leaving: Acting, _arriving: Acting, _now: dt.datetime) -> list[OpenWork]:
    rows = FollowAction.objects.filter(owner=leaving.actor, done_at=None, meeting__mission__in=missions(leaving))
    return [
        OpenWork(row.id, row.text, reverse("programme:mission", args=[row.meeting.mission.slug]))
        for row in rows.select_related("meeting__mission")
    ]


def _take_on(leaving: Acting, arriving: Acting, object_id: str, now: dt.datetime) -> None:
    rows = FollowAction.objects.filter(id=object_id, owner=leaving.actor, meeting__mission__in=missions(leaving))
    if rows.update(owner=arriving.actor):
        record(
            acting=leaving,
            verb="programme.action_passed_on",
            kind="follow_action",
            object_id=object_id,
            now=now,
            detail={"to": arriving.actor},
        )


WORK = (
    WorkSource(
        "mission",
        gettext_lazy("Missions suivies"),
        gettext_lazy("La personne qui arrive suit la ou le volontaire, et reçoit ses rapports."),
        _followed,
        _follow,
        order=70,
    ),
    WorkSource(
        "follow_action",
        gettext_lazy("Actions de suivi d’une mission"),
        gettext_lazy("Elles lui reviennent, avec leur date."),
        _taken_on,
        _take_on,
        order=80,
    ),
)
