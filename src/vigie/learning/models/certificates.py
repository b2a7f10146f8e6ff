"""Certificates: what was signed for whom, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField


class Certificate(models.Model):
    """Somebody was trained to collect testimony; their association gives them the right until ``expires_on``, that day included.

    ``basis``: the days of the session, the quiz and the coding, and what they scored. ``number`` is printed.
    ring: none. personal: the person and who signed. kept: three years after it ends.
    """

    id = IdField()
    number = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("network.Person", on_delete=models.CASCADE, related_name="+")
    module = models.SlugField(max_length=40)
    issued_on = models.DateField()
    expires_on = models.DateField()
    basis = models.JSONField(default=dict)
    signed_by = models.CharField(max_length=40)
    signer_name = models.CharField(max_length=120)
    reminded_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=40, blank=True)
    revoked_because = models.CharField(max_length=300, blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-issued_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires_on__gte=F("issued_on")), name="learning_certificate_dates")
        ]

    def __str__(self) -> str:
        return self.number
