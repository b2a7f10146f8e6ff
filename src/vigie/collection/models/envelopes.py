"""Sealed envelopes of the field app, and the record that those of one testimony became."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from vigie.kernel.api import IdField

from ..rules.frames import Kind
from ..rules.states import EnvelopeState
from .devices import FieldDevice
from .submissions import REF, Submission


class Envelope(models.Model):
    """One envelope of the field app: resting sealed as it came, or a note that it was taken, for a phone that asks again.

    Its own name and the number of its testimony are known by an HMAC alone. ``kind``, ``testimony_tag`` and ``last`` are
    empty until a keyholder's key has told which envelopes belong together. ``trouble``: the code of what keeps it shut.

    ring: sealed (behind ``sealed_ref``). personal: none in clear. kept: sealed until it is opened, then its note for 90 days.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(FieldDevice, on_delete=models.PROTECT, related_name="envelopes")
    name_tag = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in EnvelopeState])
    sealed_ref = models.CharField(max_length=REF, blank=True)
    kind = models.CharField(max_length=6, blank=True, choices=[(k.value, k.value) for k in Kind])
    testimony_tag = models.CharField(max_length=64, blank=True)
    last = models.BooleanField(default=False)
    trouble = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name_tag"], name="collection_one_row_per_envelope"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "testimony_tag"],
                condition=Q(state=EnvelopeState.WAITING.value),
                name="collection_envelopes_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Gathered(models.Model):
    """What became of the envelopes of one testimony: its newest record, so that those that come later find it.

    ``sessions``: by HMAC of a session's number, the highest part taken and when the phone says it began.

    ring: sealed. personal: none in clear. kept: with its record.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    testimony_tag = models.CharField(max_length=64)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="gathered")
    sessions: models.JSONField[Any, Any] = models.JSONField(default=dict)
    edits = models.PositiveSmallIntegerField(default=0)
    ended = models.BooleanField(default=False)
    gathered_at = models.DateTimeField()

    class Meta:
        ordering = ["-gathered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "testimony_tag"], name="collection_one_record_per_testimony"
            ),
        ]

    def __str__(self) -> str:
        return self.id
