"""An association that leaves the house with its data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vigie.kernel.api import IdField

from .organisations import Organisation


class Departure(models.Model):
    """A departure: asked, packed (as often as wished), confirmed or given up. What it ended stays ended.

    ring: none. personal: the ids of who asked, packed and confirmed. kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="departures")
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    packed_by = models.CharField(max_length=40, blank=True)
    packed_at = models.DateTimeField(null=True, blank=True)
    left_by = models.CharField(max_length=40, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(packed_at__isnull=False), name="departure_packed_first"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(left_at=None, withdrawn_at=None),
                name="one_departure_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.asked_at:%Y-%m-%d}"
