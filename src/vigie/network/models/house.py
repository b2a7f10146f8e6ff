"""What the house was told before it opened."""

from __future__ import annotations

from django.db import models

from vigie.kernel.api import IdField


class SetUp(models.Model):
    """The one page that must be filled before real mode starts. One row, whose id is "house".

    ring: none. personal: contact for rights. kept: for good.
    """

    id = IdField()
    controller = models.CharField(max_length=200, blank=True)
    joint_agreement = models.CharField(max_length=300, blank=True)
    rights_contact = models.CharField(max_length=300, blank=True)
    host = models.CharField(max_length=300, blank=True)
    charter = models.TextField(blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.controller
