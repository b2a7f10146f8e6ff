"""The mission sheet: written by several hands, version after version, signed by the three parties."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..rules.kinds import Part
from .common import PERSON, choices
from .programmes import Mission


class SheetVersion(models.Model):
    """One version of a mission's sheet. ``content``: text by section code (``rules.sheets.SECTIONS``). Never changed.

    ring: shared. personal: the author's id. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="sheet_versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=PERSON)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mission", "number"], name="programme_one_sheet_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} v{self.number}"


class SheetComment(models.Model):
    """A remark on one section, until someone says it is dealt with.

    ring: shared. personal: the author's id. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="sheet_comments")
    section = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=1000)
    author = models.CharField(max_length=PERSON)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=PERSON, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class SheetSignature(models.Model):
    """One party's signature under exactly one version. ``part`` empty: the volunteer's own.

    ring: shared. personal: the signatory's id. kept: for good.
    """

    id = IdField()
    version = models.ForeignKey(SheetVersion, on_delete=models.CASCADE, related_name="signatures")
    part = models.CharField(max_length=10, choices=choices(Part), blank=True)
    person = models.CharField(max_length=PERSON)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "part"], name="programme_one_signature_per_party")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.part}"
