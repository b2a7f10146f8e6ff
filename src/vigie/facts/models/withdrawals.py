"""What people took back, and how far the house has come with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from vigie.kernel.api import IdField

from ..rules.withdrawals import WithdrawnBy
from .consent import ConsentGrant


class Withdrawal(models.Model):
    """Someone takes back what they agreed to, or asks to be called back.

    Asked by four words, it knows the digest alone and waits for whatever bears it: the testimony may still lie in an envelope
    nobody has opened. Written inside the house, it names the grant. ``stops``: nothing of it is used from now on;
    ``purposes``: what alone was taken back, when not everything was. ``contact_ref``: how the person may be reached, sealed.
    ``read``: the house has looked for what it touches. ``met_on``: the first day on which something bore its digest.

    ring: shared. personal: none in clear (a digest; the contact is sealed). kept: for good, so that it binds what comes later;
    the contact until it is erased.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    code_digest = models.CharField(max_length=200, blank=True)
    grant = models.ForeignKey(ConsentGrant, null=True, blank=True, on_delete=models.CASCADE, related_name="withdrawals")
    by = models.CharField(max_length=10, choices=[(w.value, w.value) for w in WithdrawnBy])
    stops = models.BooleanField(default=True)
    purposes = models.JSONField(default=list)
    contact_ref = models.CharField(max_length=40, blank=True)
    asked_on = models.DateField()
    read = models.BooleanField(default=False)
    met_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "code_digest"], name="facts_withdrawn_words"),
            models.Index(fields=["read"], condition=Q(read=False), name="facts_withdrawn_unread"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(grant=None) ^ Q(code_digest=""), name="facts_withdrawn_by_words_or_grant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.asked_on:%Y-%m-%d}"


class WithdrawalStep(models.Model):
    """One thing a withdrawal touched that somebody saw to. ``subject``: its kind and opaque id, ``quote:abc``.

    ring: shared. personal: the id of who did it. kept: with its withdrawal.
    """

    id = IdField()
    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="steps")
    subject = models.CharField(max_length=80)
    handled_by = models.CharField(max_length=40)
    handled_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["handled_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["withdrawal", "subject"], name="facts_step_once"),
        ]

    def __str__(self) -> str:
        return self.subject
