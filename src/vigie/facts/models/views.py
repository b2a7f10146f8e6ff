"""What people keep for themselves: filters under a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField


class SavedFilter(models.Model):
    """A filter kept under a name by one person, for one association.

    ring: none. personal: the person's id. kept: until the person leaves.
    """

    id = IdField()
    person = models.CharField(max_length=40)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    query = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation", "name"], name="facts_one_filter_per_name")
        ]

    def __str__(self) -> str:
        return self.name
