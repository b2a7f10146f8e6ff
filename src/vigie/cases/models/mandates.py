"""Mandates: an association lets the avocat·e of a dossier open what it names, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..rules.mandates import Piece
from .dossiers import REF, Dossier, DossierFact


class Mandate(models.Model):
    """A signed mandate from an association to one avocat·e of a dossier; revocable for the future.

    ring: shared. personal: the ids of who signed and who receives. kept: as long as the dossier.
    """

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    lawyer = models.CharField(max_length=REF)
    lawyer_organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=300)
    signed_on = models.DateField()
    paper_ref = models.CharField(max_length=REF, blank=True)
    until = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=REF)
    given_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=REF, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-given_at", "-id"]

    def __str__(self) -> str:
        return self.purpose


class MandateObject(models.Model):
    """One sealed object that a mandate opens: a narrative or a medium of a statement in the dossier.

    ring: shared. personal: none. kept: as long as the mandate.
    """

    id = IdField()
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="pieces")
    fact = models.ForeignKey(DossierFact, on_delete=models.CASCADE, related_name="mandated")
    sealed_ref = models.CharField(max_length=REF)
    piece = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Piece], default=Piece.NARRATIVE.value)
    loan = models.CharField(max_length=REF)
    released_at = models.DateTimeField(null=True, blank=True)
    """When it was taken back alone, because its teller withdrew it for instance."""

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mandate", "sealed_ref"], name="cases_an_object_once_in_a_mandate")
        ]

    def __str__(self) -> str:
        return self.sealed_ref
