"""Communes, zones, facilities. Never a living place."""

from __future__ import annotations

from django.db import models

from vigie.kernel.api import IdField


class Place(models.Model):
    """A commune, or a zone of communes. Never a living place.

    ``insee`` is the code of today; ``official_name`` the commune it belongs to today, when that is another one.
    ``valid_from`` and ``valid_to``: from when and until when it was a commune of this name.

    ring: published. personal: none. kept: for good.
    """

    class Kind(models.TextChoices):
        """Commune or zone."""

        COMMUNE = "commune"
        ZONE = "zone"

    id = IdField()
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMMUNE)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    insee = models.CharField(max_length=5, blank=True)
    official_name = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, default="FR")
    departement = models.CharField(max_length=3, blank=True)
    zone = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="communes")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    coordinates_source = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def other_names(self) -> list[str]:
        """Return the names people also give it; neither its own nor the number it had before a merger."""
        return [a.name for a in self.aliases.all() if a.name != self.name and not a.name.isdigit()]


class PlaceAlias(models.Model):
    """Another name of a place: spoken, misspelt, that of a commune it took in, or a former INSEE code.

    ring: published. personal: none. kept: for good.
    """

    class Kind(models.TextChoices):
        """Where the name comes from."""

        NAME = "name"
        FORMER_COMMUNE = "former_commune"
        FORMER_CODE = "former_code"

    id = IdField()
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.NAME)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["place", "folded"], name="one_alias_per_place")]

    def __str__(self) -> str:
        return self.name


class Facility(models.Model):
    """A named public place of detention, justice or administration.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="facilities")
    authority = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
