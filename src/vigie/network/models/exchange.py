"""Who has what: offers and requests between associations, and what was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from ..rules.exchange import THINGS, Kind, State
from .organisations import Organisation


class Listing(models.Model):
    """An offer or a request of an association: a vehicle, a room, an interpreter, a lawyer.

    ring: shared. personal: the id of who posted it. kept: a year after it closed.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="listings")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    thing = models.CharField(max_length=20, choices=[(thing, thing) for thing in THINGS])
    title = models.CharField(max_length=120)
    details = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    expires_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State], default=State.OPEN)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="closed") & Q(closed_at__isnull=False)) | (~Q(state="closed") & Q(closed_at=None)),
                name="listing_closed_once",
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(closed_at__gte=F("made_at")), name="listing_dates"),
        ]

    def __str__(self) -> str:
        return self.title


class ListingAnswer(models.Model):
    """An association's answer to a listing of another one. At most one is taken.

    ring: shared. personal: the id of who answered. kept: as long as the listing.
    """

    id = IdField()
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=400)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    taken = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "organisation"], name="one_answer_each"),
            models.UniqueConstraint(fields=["listing"], condition=Q(taken=True), name="one_answer_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.listing}"
