"""The consent ledger."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..rules.consent import Answer


class ConsentGrant(models.Model):
    """What one person agreed to, given to one association, found again by four words only they hold.

    ring: shared. personal: none (the digest of the four words). kept: as long as what it allows is kept.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    code_digest = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, blank=True)
    given_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-given_on"]

    def __str__(self) -> str:
        return f"{self.given_on:%Y-%m-%d}"

    def held(self) -> tuple[Answer, ...]:
        """Return its answers; none holds once the whole grant was withdrawn."""
        gone = self.withdrawn_at is not None
        return tuple(
            Answer(a.purpose, a.granted, a.until, gone or a.withdrawn_at is not None) for a in self.answers.all()
        )


class ConsentAnswer(models.Model):
    """One purpose, yes or no, until when.

    ring: shared. personal: none. kept: with its grant.
    """

    id = IdField()
    grant = models.ForeignKey(ConsentGrant, on_delete=models.CASCADE, related_name="answers")
    purpose = models.CharField(max_length=80)
    granted = models.BooleanField()
    until = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["purpose"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["grant", "purpose"], name="facts_one_answer")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.granted}"
