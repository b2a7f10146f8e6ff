"""What became of records: which facts each one gave, and who gave them."""

from __future__ import annotations

from typing import Any

from django.db import models

from vigie.kernel.api import IdField

from .submissions import Submission


class Review(models.Model):
    """One *verser* of one record: the ids of the statements (or of the tournée) it gave. Undone, the row stays and says so.

    ring: shared. personal: ids of who versed and who undid. kept: with its record.
    """

    id = IdField()
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=12)
    fact_ids: models.JSONField[Any, Any] = models.JSONField(default=list)
    batch = models.CharField(max_length=40, blank=True, help_text="versed together with others alike")
    versed_at = models.DateTimeField()
    versed_by = models.CharField(max_length=40)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-versed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(undone_at=None),
                name="collection_one_standing_review_per_record",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.submission_id}"
