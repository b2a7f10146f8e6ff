"""Follow-up meetings of a mission: agenda, who came, minutes, what was decided, who does what by when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..common import PERSON
from ..programmes import Mission


class FollowUp(models.Model):
    """A meeting of the volunteer and the partners. ``people``: ids of who is called; ``others``: names of who has no account.

    ring: shared. personal: who takes part. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="follow_ups")
    title = models.CharField(max_length=160)
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=120, blank=True)
    agenda = models.TextField(blank=True)
    people = models.JSONField(default=list)
    others = models.CharField(max_length=500, blank=True)
    record = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    recorded_by = models.CharField(max_length=PERSON, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.title


class FollowDecision(models.Model):
    """Something a follow-up meeting decided.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    meeting = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text[:40]


class FollowAction(models.Model):
    """Something somebody does by a day. ``owner``: a person of the house, by id, or a name.

    ring: shared. personal: the owner. kept: for good.
    """

    id = IdField()
    meeting = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=500)
    owner = models.CharField(max_length=PERSON, blank=True)
    owner_name = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text[:40]
