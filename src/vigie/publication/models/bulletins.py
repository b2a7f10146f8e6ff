"""The month of a zone, from draft to release."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..rules.states import BulletinState

PERSON = 40
"""Characters kept for a person's opaque id."""


class Bulletin(models.Model):
    """A month x zone, made by one association or network. ``words``: what a person adds, by language and section;
    ``facts``: those told with their date, each with its sentence; ``quotes``: ids.

    ``snapshot`` is what is being checked: figures, facts, quotes, as they stood, with the query of each; ``content_hash`` is
    its SHA-256. ``figures`` are its numbers before any is held back, kept while it is being checked, emptied at the release.
    ``zone`` empty: the whole coast.

    ring: published once released, shared before. personal: the author's id. kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    zone = models.SlugField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in BulletinState], default=BulletinState.DRAFT.value
    )
    words = models.JSONField(default=dict)
    quotes = models.JSONField(default=list)
    facts = models.JSONField(default=list)
    snapshot = models.JSONField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=list)
    submitted_by = models.CharField(max_length=PERSON, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    invented = models.BooleanField(default=False)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-month", "zone", "-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "month", "zone"],
                condition=~models.Q(state=BulletinState.CORRECTED.value),
                name="publication_one_bulletin_per_month",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.zone}"


class Check(models.Model):
    """One of the two signatures, for exactly the content whose hash stands here; or a refusal and why.

    ring: shared. personal: the checker's id. kept: for good.
    """

    id = IdField()
    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="checks")
    content_hash = models.CharField(max_length=64)
    person = models.CharField(max_length=PERSON)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "content_hash", "person"], name="publication_one_check_each")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.agreed}"
