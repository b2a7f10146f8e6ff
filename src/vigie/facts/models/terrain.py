"""Where and when observers were: living sites and shifts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import Count, IdField
from vigie.network.api import Audience

from .mixins import count_rule, number_column, qualifier_column, to_count

AUDIENCES = [(a.value, a.value) for a in Audience]


class Site(models.Model):
    """A living site, under the pseudonym its association gave it. Where it is exactly stays sealed.

    ring: shared. personal: none. kept: for good.
    """

    class Kind(models.TextChoices):
        """What people live in."""

        UNKNOWN = "unknown"
        CAMP = "camp"
        WOOD = "wood"
        WASTELAND = "wasteland"
        BRIDGE = "bridge"
        BUILDING = "building"
        STREET = "street"
        LAYBY = "layby"

    class OwnerType(models.TextChoices):
        """Whose land it is."""

        UNKNOWN = "unknown"
        PUBLIC = "public"
        PRIVATE = "private"
        MIXED = "mixed"

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.UNKNOWN)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    owner_type = models.CharField(max_length=10, choices=OwnerType.choices, default=OwnerType.UNKNOWN)
    audience = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.OWNER.value)
    sealed_ref = models.CharField(max_length=40, blank=True)
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pseudonym"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="facts_site_dates",
            )
        ]

    def __str__(self) -> str:
        return self.pseudonym


class SiteAlias(models.Model):
    """A name by which a site is or was called, without case and accents: one site per name in one association.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="aliases")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "folded"], name="facts_one_site_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """A round of observers: when, where, how many operations they saw and knew of. Coverage is computed from it.

    ring: shared. personal: none (the author's id, shown to their own association). kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    day = models.DateField(db_index=True)
    time_from = models.TimeField(null=True, blank=True)
    time_to = models.TimeField(null=True, blank=True)
    places = models.ManyToManyField("network.Place", related_name="+")
    observers_number = number_column()
    observers_qualifier = qualifier_column(optional=True)
    seen_number = number_column()
    seen_qualifier = qualifier_column(optional=True)
    missed_number = number_column()
    missed_qualifier = qualifier_column(optional=True)
    obstructed = models.BooleanField(default=False)
    audience = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.OWNER.value)
    author = models.CharField(max_length=40, blank=True)
    invented = models.BooleanField(default=False)
    sealed_ref = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [
            count_rule("facts_shift_observers", prefix="observers_"),
            count_rule("facts_shift_seen", prefix="seen_"),
            count_rule("facts_shift_missed", prefix="missed_"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"

    @property
    def observers(self) -> Count | None:
        """How many observed."""
        return to_count(self.observers_number, self.observers_qualifier)

    @property
    def seen(self) -> Count | None:
        """Operations seen, at least in part."""
        return to_count(self.seen_number, self.seen_qualifier)

    @property
    def missed(self) -> Count | None:
        """Operations known of and not seen."""
        return to_count(self.missed_number, self.missed_qualifier)
