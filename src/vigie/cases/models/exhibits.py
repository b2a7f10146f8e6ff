"""Exhibits: an original that nobody touches, a working copy that two people have looked at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from vigie.kernel.api import IdField

from ..rules.exhibits import Treatment
from ..rules.states import ExhibitState
from .dossiers import REF, Dossier, DossierFact


class Exhibit(models.Model):
    """A numbered pièce. ``original_ref`` is the sealed original of its owner; ``working_ref`` the redacted copy, sealed to
    the dossier's association. References hold the id, so renumbering never breaks one.

    ``capture`` says what the file told of itself (device time, size in pixels, pages), never a position in clear.
    ``treatment`` is how it is produced: boxes, nothing to hide, as it is, its file handed apart; ``note`` is what the second
    person wrote when they sent it back. ``dated`` is the date of the thing itself.
    ``boxes`` are the redactions: ``{"page": 0, "x": .1, "y": .2, "w": .3, "h": .1}`` as shares of the page.

    ring: shared (the files: sealed). personal: none in the row. kept: as long as the dossier.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PHOTO = "photo"
        AUDIO = "audio"
        VIDEO = "video"
        DOCUMENT = "document"
        SHEET = "sheet"

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="exhibits")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    source = models.CharField(max_length=200, blank=True)
    fact = models.ForeignKey(DossierFact, null=True, blank=True, on_delete=models.SET_NULL, related_name="exhibits")
    owner = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    content_type = models.CharField(max_length=80)
    original_ref = models.CharField(max_length=REF)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    capture = models.JSONField(default=dict)
    pages = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in ExhibitState], default=ExhibitState.TO_REDACT.value
    )
    treatment = models.CharField(max_length=10, blank=True, choices=[(t.value, t.value) for t in Treatment if t])
    note = models.CharField(max_length=300, blank=True)
    dated = models.DateField(null=True, blank=True)
    boxes = models.JSONField(default=list)
    working_ref = models.CharField(max_length=REF, blank=True)
    working_sha256 = models.CharField(max_length=64, blank=True)
    working_type = models.CharField(max_length=80, blank=True)
    redacted_by = models.CharField(max_length=REF, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=REF, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    altered_at = models.DateTimeField(null=True, blank=True)
    added_by = models.CharField(max_length=REF)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "number"], condition=Q(removed_at=None), name="cases_one_exhibit_per_number"
            ),
            models.UniqueConstraint(
                fields=["dossier", "sha256"], condition=Q(removed_at=None), name="cases_an_exhibit_once"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="") | ~Q(reviewed_by=models.F("redacted_by")), name="cases_second_reviewer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
