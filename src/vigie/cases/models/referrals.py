"""A referral: to one body, from its checklist to its outcome."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..rules.states import ReferralState
from .bodies import Body
from .dossiers import REF, Dossier, DossierFact
from .exhibits import Exhibit


class Referral(models.Model):
    """A saisine of one body. What was sent, when and how stands here once it is filed.

    ``risk_told_at``: the people were told what this body does with an identity. ``other_side_at``: a person confirmed
    having read "the other side will read this" (court filings).

    ring: shared. personal: none in clear. kept: as long as the dossier.
    """

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="referrals")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in ReferralState], default=ReferralState.DRAFT.value
    )
    asked = models.TextField(blank=True)
    risk_told_at = models.DateTimeField(null=True, blank=True)
    risk_told_by = models.CharField(max_length=REF, blank=True)
    other_side_at = models.DateTimeField(null=True, blank=True)
    other_side_by = models.CharField(max_length=REF, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=REF, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    filed_by = models.CharField(max_length=REF, blank=True)
    channel = models.CharField(max_length=80, blank=True)
    file_number = models.CharField(max_length=80, blank=True)
    proof_ref = models.CharField(max_length=REF, blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)
    remind_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.CharField(max_length=REF)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.state}"


class ReferralPerson(models.Model):
    """A person, by their testimony in the dossier, in whose name or with whose words this referral is made.

    ring: shared. personal: none (pseudonym). kept: as long as the referral.
    """

    id = IdField()
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="people")
    fact = models.ForeignKey(DossierFact, on_delete=models.CASCADE, related_name="referred")
    named = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = "referral people"
        constraints: ClassVar = [models.UniqueConstraint(fields=["referral", "fact"], name="cases_a_person_once")]

    def __str__(self) -> str:
        return self.fact_id


class ReferralAnswer(models.Model):
    """What the team wrote for one line of the checklist. ``aside``: the text is the reason why the line does not apply.

    ring: shared. personal: none; a name belongs in the vault. kept: as long as the referral.
    """

    id = IdField()
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="answers")
    line = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    row = models.CharField(max_length=80, blank=True)
    aside = models.BooleanField(default=False)
    by = models.CharField(max_length=REF)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["line"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["referral", "line"], name="cases_one_answer_per_line")]

    def __str__(self) -> str:
        return self.line


class ReferralExhibit(models.Model):
    """An exhibit produced with a referral, in the order of its bordereau.

    ring: shared. personal: none. kept: as long as the referral.
    """

    id = IdField()
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="produced")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="produced")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "exhibit"], name="cases_an_exhibit_once_in_a_referral")
        ]

    def __str__(self) -> str:
        return f"{self.position}"


class DossierOrder(models.Model):
    """An order or a practice of the authorities that a dossier leans on. ``kept_as`` says what it was, should it be gone.

    ring: shared. personal: the id of who attached it. kept: as long as the dossier.
    """

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="orders")
    order = models.ForeignKey("facts.Order", null=True, on_delete=models.SET_NULL, related_name="+")
    kept_as = models.CharField(max_length=200)
    added_by = models.CharField(max_length=REF)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["added_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "order"], name="cases_an_order_once")]

    def __str__(self) -> str:
        return self.kept_as


class Deadline(models.Model):
    """A date not to be missed, from its event. No ``starts_on``: a red flag, never silence.

    ring: shared. personal: none. kept: as long as the dossier.
    """

    id = IdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="deadlines")
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="deadlines")
    rule = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = [models.F("due_on").asc(nulls_first=True), "id"]

    def __str__(self) -> str:
        return self.label


class WordTemplate(models.Model):
    """A Word file from which drafts are made; an association may replace ours. It holds no one's data.

    ring: shared. personal: the id of who brought it. kept: until replaced.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    added_by = models.CharField(max_length=REF)
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-added_at"]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """A made document of a referral: sealed to the dossier's association, each version kept until the referral closes.

    ring: sealed. personal: in the sealed file. kept: as long as the dossier.
    """

    class Kind(models.TextChoices):
        """What it is."""

        WORD = "word"
        PDF = "pdf"
        BORDEREAU = "bordereau"
        BUNDLE = "bundle"
        COURT = "court"

    id = IdField()
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    version = models.PositiveSmallIntegerField()
    sealed_ref = models.CharField(max_length=REF)
    sha256 = models.CharField(max_length=64)
    template = models.ForeignKey(WordTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.CharField(max_length=REF)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "kind", "version"], name="cases_one_draft_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"


class Outcome(models.Model):
    """What the body answered.

    ring: shared. personal: none. kept: as long as the dossier.
    """

    id = IdField()
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="outcomes")
    received_on = models.DateField()
    kind = models.CharField(max_length=40)
    summary = models.TextField(blank=True)
    paper_ref = models.CharField(max_length=REF, blank=True)
    recorded_by = models.CharField(max_length=REF)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-received_on", "-id"]

    def __str__(self) -> str:
        return f"{self.received_on:%Y-%m-%d} {self.kind}"
