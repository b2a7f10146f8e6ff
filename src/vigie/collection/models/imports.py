"""Spreadsheets being imported, and the mappings people kept."""

from __future__ import annotations

from typing import Any

from django.db import models

from vigie.kernel.api import IdField

from ..rules.importing import ImportState
from .submissions import REF


class Import(models.Model):
    """One spreadsheet: sealed whole, read by its mapping, undone as one.

    ``problems`` say which row, which column and what kind of trouble, never what a cell held: that is shown while the file is open.
    ring: shared (counts, codes) and sealed (the file, behind ``sealed_ref``). personal: ids of who imported and who undid.
    kept: with the observations it made.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=4)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in ImportState], default=ImportState.DRAFT
    )
    sealed_ref = models.CharField(max_length=REF, blank=True)
    mapping: models.JSONField[Any, Any] = models.JSONField(default=dict)
    audience = models.CharField(max_length=10)
    invented = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    problems: models.JSONField[Any, Any] = models.JSONField(default=list)
    kept_rows: models.JSONField[Any, Any] = models.JSONField(default=list)
    job = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="collection_imports")]

    def __str__(self) -> str:
        return self.label


class ImportMapping(models.Model):
    """A mapping an association keeps, found again by the headings of the spreadsheet.

    ring: shared. personal: the id of who saved it. kept: until replaced.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    headings = models.CharField(max_length=64, help_text="digest of the folded headings")
    mapping: models.JSONField[Any, Any] = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "headings"], name="collection_one_mapping_per_headings")
        ]

    def __str__(self) -> str:
        return self.headings
