"""The written statement of a witness for a court (CPC 202)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..rules.attestations import Identity
from .dossiers import REF, Dossier, DossierFact


class Attestation(models.Model):
    """An attestation being prepared: which mandatory mentions are ready (CPC 202), and its sealed papers.

    ``mentions``: code -> bool, what the helper ticked; never the content of a mention. The memory aid, the copy of the
    identity paper, the original, the translation and what the interpreter attests are sealed to the dossier's association.
    ``identity``: whether the witness has an official paper; without one it is a simple testimony. ``domiciled``:
    whether the address is a domiciliation.

    ring: shared (the papers: sealed). personal: none in clear. kept: as long as the dossier.
    """

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="attestations")
    fact = models.ForeignKey(DossierFact, null=True, blank=True, on_delete=models.SET_NULL, related_name="attestations")
    witness = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="fr")
    writes_french = models.BooleanField(default=True)
    minor = models.BooleanField(default=False)
    identity = models.CharField(
        max_length=8, choices=[(i.value, i.value) for i in Identity], default=Identity.UNKNOWN.value
    )
    domiciled = models.BooleanField(default=False)
    mentions = models.JSONField(default=dict)
    aid_ref = models.CharField(max_length=REF, blank=True)
    identity_ref = models.CharField(max_length=REF, blank=True)
    original_ref = models.CharField(max_length=REF, blank=True)
    translation_ref = models.CharField(max_length=REF, blank=True)
    interpreter_ref = models.CharField(max_length=REF, blank=True)
    interpreter_attests = models.BooleanField(default=False)
    signed_on = models.DateField(null=True, blank=True)
    created_by = models.CharField(max_length=REF)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return self.witness
