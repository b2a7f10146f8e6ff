"""Happenings, and what makes two reports one happening."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from .mixins import Dated


class Event(Dated):
    """Something that happened once, told by one or several reports. It belongs to nobody; its reports do.

    Place and date follow its widest-shared, most precise report.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="absorbed")

    class Meta(Dated.Meta):
        ordering: ClassVar = ["-start", "-id"]
        indexes: ClassVar = [models.Index(fields=["place", "start"])]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d}"


class EventTally(models.Model):
    """The count of an event for one unit: picked by a person among its reports, never summed.

    ring: shared. personal: none (the picker's id). kept: for good.
    """

    id = IdField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="picks")
    unit = models.CharField(max_length=30)
    tally = models.ForeignKey("facts.Tally", on_delete=models.CASCADE, related_name="picks")
    picked_by = models.CharField(max_length=40)
    picked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["unit"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "unit"], name="facts_one_pick")]

    def __str__(self) -> str:
        return self.unit


class LinkProposal(models.Model):
    """Two events that look like one: same commune, same day, same family of acts. A person decides.

    ring: shared. personal: none (the decider's id). kept: for good.
    """

    class State(models.TextChoices):
        """What was decided."""

        OPEN = "open"
        LINKED = "linked"
        SEPARATED = "separated"

    id = IdField()
    first = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "score"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="facts_one_proposal"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="facts_proposal_order"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.score}"


class EventMerge(models.Model):
    """Two events made one, with what is needed to part them again.

    ring: shared. personal: none (the id of who did it). kept: for good.
    """

    id = IdField()
    kept = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    statements = models.JSONField(default=list)
    merged_by = models.CharField(max_length=40)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-merged_at", "-id"]

    def __str__(self) -> str:
        return f"{self.merged_at:%Y-%m-%d}"
