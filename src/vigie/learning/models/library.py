"""The library of the law: what to read, who checked it, when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField
from vigie.network.api import Audience

from ..rules.library import ResourceKind


class Resource(models.Model):
    """A text, a decision, an analysis, a guide. ``norms``: codes of the texts of the vocabulary it explains.

    ``readers``: for whom; ``language``: of the document. ``words``: what it is found under, made from the rest. ``file``: kept
    encrypted by the house. ``stale_told_on``: when somebody was told that it must be checked again.
    ring: shared. personal: the checker's id. kept: for good; a resource set aside keeps its history.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ResourceKind])
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="fr")
    readers = models.JSONField(default=list)
    norms = models.JSONField(default=list)
    edition = models.CharField(max_length=80, blank=True)
    edition_on = models.DateField(null=True, blank=True)
    url = models.CharField(max_length=500, blank=True)
    archive = models.CharField(max_length=500, blank=True)
    file = models.CharField(max_length=20, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=40, blank=True)
    stale_told_on = models.DateField(null=True, blank=True)
    audience = models.CharField(
        max_length=10, choices=[(a.value, a.value) for a in Audience], default=Audience.NETWORK.value
    )
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    created_by = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title
