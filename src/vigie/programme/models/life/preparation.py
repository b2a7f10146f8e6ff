"""The collective phases, talk by talk: theme, who speaks, who came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ...rules.kinds import PhaseKind
from ..common import PERSON, choices
from ..programmes import Mission, Session


class Talk(models.Model):
    """A talk or workshop of a collective phase: preparation, half-way, capitalisation. Every mission of the session is called to it.

    ``speaker``: a person of the house, by id; ``speaker_name``: somebody who has no account. ``module``: address of the learning
    module that goes with it. ``notes``: what the group keeps of it, written by those who were there.

    ring: shared. personal: who speaks. kept: for good.
    """

    id = IdField()
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="talks")
    phase = models.CharField(max_length=16, choices=choices(PhaseKind), default=PhaseKind.PREPARATION.value)
    theme = models.CharField(max_length=200)
    aims = models.TextField(blank=True)
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=120, blank=True)
    speaker = models.CharField(max_length=PERSON, blank=True)
    speaker_name = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        "network.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    module = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["on", "starts", "id"]

    def __str__(self) -> str:
        return self.theme


class Attendance(models.Model):
    """Whether a volunteer came to a talk.

    ring: shared. personal: through the mission. kept: for good.
    """

    id = IdField()
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="attendances")
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="attendances")
    came = models.BooleanField()
    by = models.CharField(max_length=PERSON)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["talk", "mission"], name="programme_one_attendance_per_talk")
        ]

    def __str__(self) -> str:
        return f"{self.talk_id} {self.mission_id}"
