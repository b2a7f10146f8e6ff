"""Working groups, meetings, what was decided, who does what by when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from ..rules.meetings import ActionState, MeetingState
from .organisations import Organisation
from .people import Person


class WorkingGroup(models.Model):
    """A few associations who work on one thing together, for a time.

    ring: shared. personal: the id of who began it. kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="groups_begun")
    name = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="group_dates")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A person of an association in a group, for a time. An association is in a group by its people.

    ring: shared. personal: the person. kept: until the person leaves.
    """

    id = IdField()
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person", "organisation"], condition=Q(left_on=None), name="one_place_in_a_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.group}"


class Meeting(models.Model):
    """A meeting of a group, or of one association alone. ``agenda`` is one item a line; ``version`` guards the minutes.

    ring: shared. personal: ids of who called it and wrote it. kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="meetings")
    group = models.ForeignKey(WorkingGroup, null=True, blank=True, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    decisions = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in MeetingState], default=MeetingState.PLANNED
    )
    version = models.PositiveIntegerField(default=1)
    made_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="meeting_dates")]

    def __str__(self) -> str:
        return self.title


class Presence(models.Model):
    """Someone who came to a meeting, or said that they would not.

    ring: shared. personal: the person. kept: until the person leaves; the association's presence stays.
    """

    id = IdField()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    came = models.BooleanField(default=True)

    class Meta:
        ordering = ["organisation__name", "person__name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_presence")]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}"


class ActionItem(models.Model):
    """What someone took on at a meeting, and by when.

    ring: shared. personal: whom it falls to. kept: for good; the name goes when the person leaves.
    """

    id = IdField()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ActionState], default=ActionState.OPEN)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "text"]

    def __str__(self) -> str:
        return self.text
