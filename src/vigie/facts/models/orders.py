"""Orders and practices of the authorities (F47): the texts and habits that acts lean on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from .terrain import AUDIENCES
from .vocabulary import ActType


class Order(models.Model):
    """An arrêté, a court order, or a practice without a text: who, where, from when to when, until when it may be appealed.

    ``notified_on`` begins the delay of appeal; when nobody knows it, the deadline is unknown, never past.

    ring: shared. personal: none (the authority, never an officer). kept: for good.
    """

    class Kind(models.TextChoices):
        """What it is."""

        DECREE = "decree"
        COURT_ORDER = "court_order"
        CIRCULAR = "circular"
        PRACTICE = "practice"

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    authority = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=300, blank=True)
    places = models.ManyToManyField("network.Place", related_name="+")
    act_types = models.ManyToManyField(ActType, related_name="+")
    dated = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    appeal_until = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=10, choices=AUDIENCES)
    invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    author = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = [F("dated").desc(nulls_last=True), "-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(in_force_from=None) | Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="facts_order_dates",
            )
        ]

    def __str__(self) -> str:
        return self.title
