"""Phones that may send."""

from __future__ import annotations

import datetime as dt

from django.db import models

from vigie.kernel.api import IdField


class FieldDevice(models.Model):
    """The right of one phone to read forms and send records, nothing else. Only a digest of its token is kept.

    ring: none. personal: the id of the person who holds it, when it is not a shared handset. kept: as long as one
    record it sent.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    person = models.CharField(max_length=40, blank=True)
    world = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name

    def expired(self, now: dt.datetime) -> bool:
        """Say whether its time is over. It may still send; what it sends is flagged."""
        return now >= self.expires_at
