"""What protects the volunteer: papers, days off, who to call, whom to talk to, a pause. What is theirs lies in kept files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ...rules.life.care import AbsenceKind, PaperKind
from ..common import PERSON, REF, choices
from ..programmes import Mission


class Care(models.Model):
    """Who to call in an emergency (``emergency``: a kept file, opened with a reason), and the confidential contact, by id.

    ring: shared. personal: the confidential contact's id; the emergency contact is in a kept file. kept: until the mission is over.
    """

    id = IdField()
    mission = models.OneToOneField(Mission, on_delete=models.CASCADE, related_name="care")
    emergency = models.CharField(max_length=REF, blank=True)
    emergency_at = models.DateTimeField(null=True, blank=True)
    confidant = models.CharField(max_length=PERSON, blank=True)

    def __str__(self) -> str:
        return str(self.mission_id)


class MissionPaper(models.Model):
    """A contract, an insurance, an agreement: its kept file and the dates it holds for.

    ring: shared. personal: what the file says, encrypted. kept: until the operator erases it.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12, choices=choices(PaperKind))
    name = models.CharField(max_length=120)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    file = models.CharField(max_length=REF)
    media_type = models.CharField(max_length=100)
    added_by = models.CharField(max_length=PERSON)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["kind", "-added_at"]

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """Days off or sick: which days, never why.

    ring: shared. personal: the volunteer, through the mission. kept: until the mission is over.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=8, choices=choices(AbsenceKind))
    starts = models.DateField()
    ends = models.DateField()
    by = models.CharField(max_length=PERSON)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-starts"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="programme_absence_dates")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts}"


class Debrief(models.Model):
    """What a volunteer wrote after a hard day: a kept file, for them and one person they chose. Nobody else learns that it exists.

    ring: shared. personal: the volunteer and the reader's id; words in a kept file. kept: until the volunteer erases it, or 90 days after the mission.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="debriefs")
    author = models.CharField(max_length=PERSON)
    reader = models.CharField(max_length=PERSON, blank=True)
    words = models.CharField(max_length=REF)
    answer = models.CharField(max_length=REF, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.id


class Pause(models.Model):
    """A pause of a mission: from a day, to the day it went on. Why it was is nobody's business but theirs: it is not kept.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="pauses")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=PERSON)

    class Meta:
        ordering: ClassVar = ["-starts"]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.starts}"
