"""A dossier: what it asks, who has access, what it gathers, what is to be done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from ..rules.access import DossierRole
from ..rules.states import DossierKind

REF = 40
"""Characters kept for an opaque id of another floor: a person, a sealed object."""


class Dossier(models.Model):
    """What a team prepares: its purpose, for whom, before whom. Seen by the people named in it, and by nobody else.

    ring: shared. personal: none (people under their pseudonym). kept: end of the procedure and limitation; then by hand.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    purpose = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in DossierKind])
    invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_by = models.CharField(max_length=REF)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class DossierAccess(models.Model):
    """A person's place in a dossier, for the association they act for. Dated; ended, never deleted.

    ring: shared. personal: the person's id. kept: as long as the dossier.
    """

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="accesses")
    person = models.CharField(max_length=REF)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[(r.value, r.value) for r in DossierRole])
    given_by = models.CharField(max_length=REF)
    given_at = models.DateTimeField()
    ended_by = models.CharField(max_length=REF, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["given_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "person", "organisation"], condition=Q(ended_at=None), name="cases_one_place_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class DossierFact(models.Model):
    """A statement that a dossier leans on. ``kept_as`` says what it was, should the statement be gone.

    ring: shared. personal: none. kept: as long as the dossier.
    """

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="facts")
    statement = models.ForeignKey("facts.SourceStatement", null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    kept_as = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    added_by = models.CharField(max_length=REF)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["added_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "statement"], name="cases_a_statement_once")
        ]

    def __str__(self) -> str:
        return self.kept_as


class Task(models.Model):
    """Something to do in a dossier.

    ring: shared. personal: the ids of who asks and who does. kept: as long as the dossier.
    """

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="tasks")
    what = models.CharField(max_length=300)
    assigned_to = models.CharField(max_length=REF, blank=True)
    due_on = models.DateField(null=True, blank=True)
    created_by = models.CharField(max_length=REF)
    created_at = models.DateTimeField()
    done_by = models.CharField(max_length=REF, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = [F("due_on").asc(nulls_last=True), "created_at", "id"]

    def __str__(self) -> str:
        return self.what


class Strategy(models.Model):
    """Why this dossier, before whom, at what risk (F59; C1 and C2 of the common checklist).

    ring: shared. personal: none. kept: as long as the dossier.
    """

    dossier = models.OneToOneField(Dossier, primary_key=True, on_delete=models.CASCADE, related_name="strategy")
    issue = models.TextField(blank=True)
    rights = models.JSONField(default=list)
    norms = models.JSONField(default=list)
    asked = models.TextField(blank=True)
    risk = models.TextField(blank=True)
    without_identity = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    other_proceedings = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "strategies"

    def __str__(self) -> str:
        return self.issue[:60]


class KitItem(models.Model):
    """One paper of an association's litigation kit: asked for again at each referral. The file is sealed to it.

    ring: sealed. personal: in the sealed file (signatures). kept: until replaced or out of date.
    """

    class Kind(models.TextChoices):
        """What it is."""

        STATUTES = "statutes"
        RECEIPT = "receipt"
        DECISION = "decision"
        AUTHORITY = "authority"

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=160)
    dated = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.SET_NULL, related_name="kit")
    sealed_ref = models.CharField(max_length=REF)
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=80)
    added_by = models.CharField(max_length=REF)
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "-added_at"]

    def __str__(self) -> str:
        return self.title
