"""Outings to come: who by initials alone, where, when, back by which hour."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from vigie.kernel.api import IdField

from ..rules.plans import PlanState
from .terrain import Shift, Site


class Plan(models.Model):
    """An outing of observers, seen by their own association alone. It feeds a tournée once they are back.

    ``told_at``: when the coordination was last told that they are overdue.
    ring: none. personal: initials, the author's id. kept: both are emptied after 30 days; the rest, which names nobody, for good.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    day = models.DateField(db_index=True)
    time_from = models.TimeField()
    time_to = models.TimeField()
    back_by = models.DateTimeField()
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    initials = models.JSONField(default=list)
    people = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in PlanState], default=PlanState.PLANNED.value
    )
    back_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    shift = models.OneToOneField(Shift, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    author = models.CharField(max_length=40, blank=True)
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["day", "time_from", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(people__gte=2), name="facts_plan_in_pairs"),
            models.CheckConstraint(
                condition=Q(back_at=None) | Q(state=PlanState.BACK.value), name="facts_plan_back_when_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.time_from:%H:%M}"
