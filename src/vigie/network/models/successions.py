"""Hand-overs: what one person holds, given to a colleague, signed by both."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from ..rules.successions import SuccessionState
from .organisations import Organisation


class Succession(models.Model):
    """What somebody hands to a colleague. ``lines``: ``{"kind", "id", "title", "what", "why"}`` each, as who leaves signed them.

    ``what``: handed or left. A title that is for whoever takes the thing alone is not kept when it is left.

    ring: none. personal: the ids of the two people. kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="successions")
    leaving = models.CharField(max_length=40)
    arriving = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in SuccessionState], default=SuccessionState.DRAFT.value
    )
    lines = models.JSONField(default=list)
    words = models.TextField(blank=True)
    sent_back = models.CharField(max_length=500, blank=True)
    begun_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(leaving=F("arriving")), name="succession_two_people"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(left_at__isnull=False, taken_at__isnull=False),
                name="succession_signed_by_both",
            ),
            models.UniqueConstraint(
                fields=["organisation", "leaving"],
                condition=Q(state__in=["draft", "offered"]),
                name="one_succession_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaving} {self.state}"
