"""Allowances of a mission: what is due when, who pays which part, what was paid, the receipt."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ...rules.life.schedule import LineKind
from ...rules.life.states import LineState
from ..common import PERSON, REF, choices
from ..programmes import Mission


class AllowanceLine(models.Model):
    """One allowance, in cents. ``receipt``: the kept file (``kernel.files``), shredded with its owner.

    ring: shared. personal: the volunteer, through the mission. kept: ten years, as accounts are.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="allowance_lines")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=choices(LineKind))
    due_on = models.DateField()
    cents = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=choices(LineState), default=LineState.DUE.value)
    paid_on = models.DateField(null=True, blank=True)
    paid_by = models.CharField(max_length=PERSON, blank=True)
    how = models.CharField(max_length=120, blank=True)
    receipt = models.CharField(max_length=REF, blank=True)
    receipt_type = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mission", "number"], name="programme_one_line_per_number"),
            models.CheckConstraint(
                condition=models.Q(state="paid", paid_on__isnull=False)
                | (~models.Q(state="paid") & models.Q(paid_on=None)),
                name="programme_paid_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.number}"


class AllowanceShare(models.Model):
    """The part of an allowance that one organisation pays, in cents. The parts of a line make its amount.

    ring: shared. personal: none. kept: with its line.
    """

    id = IdField()
    line = models.ForeignKey(AllowanceLine, on_delete=models.CASCADE, related_name="shares")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    cents = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "organisation"], name="programme_one_share_per_house")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.cents}"
