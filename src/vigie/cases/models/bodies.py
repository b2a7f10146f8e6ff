"""Bodies to which a referral may go."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Body(models.Model):
    """An instance of ``data/bodies.yaml``; ``sheet`` holds what the file says. Nobody relies on one that no lawyer verified.

    ring: none. personal: the id of who verified. kept: for good.
    """

    code = models.SlugField(max_length=40, primary_key=True)
    fr = models.CharField(max_length=200)
    en = models.CharField(max_length=200)
    level = models.CharField(max_length=20)
    nature = models.CharField(max_length=40)
    sheet = models.JSONField(default=dict)
    worked = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=40, blank=True)
    verified_for = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.fr
