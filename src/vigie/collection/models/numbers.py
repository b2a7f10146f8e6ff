"""Telephone numbers that an association wants at hand in the field."""

from __future__ import annotations

from django.db import models

from vigie.kernel.api import IdField

from ..rules.limits import MAX_NUMBER_NAME, MAX_NUMBER_PHONE


class UsefulNumber(models.Model):
    """A number that an association writes for its phones: a lawyer on duty, its own line. A service, not a private person.

    ring: shared. personal: none, a number of a service. kept: until the association changes its list.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=MAX_NUMBER_NAME)
    phone = models.CharField(max_length=MAX_NUMBER_PHONE)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "position"], name="collection_one_number_per_place"),
        ]

    def __str__(self) -> str:
        return self.name
