"""Intermediate reports: what a programme asks, each report, what was sent, what was remarked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ...rules.life.states import ReportState
from ..common import PERSON, choices
from ..programmes import Mission, Programme


class LifeRules(models.Model):
    """What a programme asks of its missions: the parts of a report (``{"id", "fr", "en"}`` each), how often, what a kilometre
    is worth in tenths of a cent.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="life_rules")
    parts = models.JSONField(default=list)
    every_months = models.PositiveSmallIntegerField(default=2)
    km_tenths = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.programme_id)


class Report(models.Model):
    """One report of a mission. ``content``: text by part id, as the volunteer last wrote it; what was sent is in ``sendings``.

    ring: shared. personal: the volunteer, through the mission. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=choices(ReportState), default=ReportState.EXPECTED.value)
    parts = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=PERSON, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mission", "number"], name="programme_one_report_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.number}"


class ReportSending(models.Model):
    """A report as it was sent, once. Never changed.

    ring: shared. personal: the volunteer. kept: for good.
    """

    id = IdField()
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sendings")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="programme_one_sending_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class ReportRemark(models.Model):
    """What someone who follows the volunteer says of a report, or why it is refused.

    ring: shared. personal: the author's id. kept: for good.
    """

    id = IdField()
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="remarks")
    text = models.CharField(max_length=2000)
    author = models.CharField(max_length=PERSON)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:40]
