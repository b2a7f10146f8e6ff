"""Training sessions: who comes, who came, what they thought of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField
from vigie.network.api import Audience

from ..rules.states import SessionState


class TrainingSession(models.Model):
    """A training at a place on a day. ``theme``: for whom it is; ``materials``: one a line, a name and perhaps an address.

    ring: shared. personal: the trainers' chosen names, the author's id. kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    module = models.SlugField(max_length=40, blank=True)
    title = models.CharField(max_length=120)
    theme = models.CharField(max_length=200, blank=True)
    starts = models.DateTimeField(db_index=True)
    ends = models.DateTimeField()
    place = models.CharField(max_length=160)
    trainers = models.CharField(max_length=200)
    materials = models.TextField(blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    audience = models.CharField(
        max_length=10, choices=[(a.value, a.value) for a in Audience], default=Audience.OWNER.value
    )
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in SessionState], default=SessionState.PLANNED.value
    )
    came = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    invented = models.BooleanField(default=False)
    created_by = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-starts", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="learning_session_hours")
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody on the sheet of a session. ``present`` is ``None`` until the sheet is ticked.

    ring: none. personal: the person. kept: three years after the session; then a number remains.
    """

    id = IdField()
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="sheet")
    person = models.ForeignKey("network.Person", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="+")
    present = models.BooleanField(null=True, blank=True)
    evaluated = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["person__name", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "person"], name="learning_once_on_a_sheet")]

    def __str__(self) -> str:
        return str(self.person_id)


class Evaluation(models.Model):
    """What somebody thought of a session: no name, no moment. That they answered is kept apart, in ``Attendance``.

    ring: none. personal: none. kept: for good.
    """

    id = IdField()
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="evaluations")
    useful = models.PositiveSmallIntegerField()
    ready = models.PositiveSmallIntegerField()
    missing = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(useful__gte=1, useful__lte=4, ready__gte=1, ready__lte=4), name="learning_evaluation_marks"
            )
        ]

    def __str__(self) -> str:
        return f"{self.useful} {self.ready}"
