"""The ledger of all that was ever published: what the disclosure control looks at before it lets anything out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from .bulletins import PERSON, Bulletin


class Release(models.Model):
    """One publication, numbered, chained to the one before by its hash: content, queries, files. Never changed.

    ``content_hash`` is what two people signed; ``chain_hash`` covers it, the files and ``previous_hash``, the one before's.
    A withdrawn release stays: what was published cannot be recalled, only answered for.

    ring: published. personal: the id of who released. kept: for good.
    """

    id = IdField()
    number = models.PositiveIntegerField(unique=True)
    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="releases")
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    chain_hash = models.CharField(max_length=64, default="")
    files = models.JSONField(default=dict)
    released_by = models.CharField(max_length=PERSON)
    released_at = models.DateTimeField()
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"n° {self.number}"


class ReleasedCell(models.Model):
    """One figure of a release: the number given, or that it was held back. What an attacker would collect.

    ``place`` empty: the whole zone. ``act`` empty: all acts. ``value`` empty: held back, for ``reason``, or not
    counted by anybody.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="cells")
    table = models.CharField(max_length=40)
    measure = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    zone = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=60, blank=True)
    act = models.CharField(max_length=10, blank=True)
    value = models.PositiveIntegerField(null=True, blank=True)
    qualifier = models.CharField(max_length=12, blank=True)
    held = models.BooleanField(default=False)
    reason = models.CharField(max_length=12, blank=True)
    query = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["table", "start", "zone", "place", "act", "measure"]
        indexes: ClassVar = [models.Index(fields=["measure", "start", "end"], name="publication_cells_of")]

    def __str__(self) -> str:
        return f"{self.table} {self.place} {self.act}"
