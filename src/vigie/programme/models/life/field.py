"""What the volunteer does on the coast: visits to member associations and what they need, trips, what trips cost."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ...rules.life.states import NeedState
from ..common import PERSON, REF, choices
from ..programmes import Mission


class Visit(models.Model):
    """A visit to an association. ``organisation``: one of the directory, or ``name``.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField()
    organisation = models.ForeignKey(
        "network.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-created_at"]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.on}"


class Need(models.Model):
    """What an association said it needs, and what became of it.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="needs")
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=choices(NeedState), default=NeedState.TOLD.value)
    answer = models.CharField(max_length=500, blank=True)
    changed_by = models.CharField(max_length=PERSON, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text[:40]


class Trip(models.Model):
    """A trip: places, purpose, kilometres, what it cost in cents. It has no field for who was in the car, on purpose.

    ring: shared. personal: the volunteer. kept: ten years, as accounts are.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="trips")
    on = models.DateField()
    origin = models.CharField(max_length=120)
    destination = models.CharField(max_length=120)
    back = models.BooleanField(default=False)
    purpose = models.CharField(max_length=300)
    km = models.PositiveIntegerField(default=0)
    km_tenths = models.PositiveSmallIntegerField(default=0)
    other_cents = models.PositiveIntegerField(default=0)
    other_words = models.CharField(max_length=120, blank=True)
    receipt = models.CharField(max_length=REF, blank=True)
    receipt_type = models.CharField(max_length=100, blank=True)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-created_at"]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.on}"
