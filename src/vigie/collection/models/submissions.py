"""Records as they came, the files that came with them, and what could not be understood."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vigie.kernel.api import IdField

from ..rules.states import Encryption, Flag, Reason, State
from .devices import FieldDevice
from .forms import ID_LENGTH, Form, FormVersion

REF = 40
"""Characters kept for a reference into the vault."""


class Submission(models.Model):
    """A record: its shared answers in clear, all of it sealed as it came.

    ``instance_key`` is the instanceID its phone gave, or ``tag:`` and an HMAC when there was none or it is too long.
    ring: shared (``shared``) and sealed (behind ``sealed_ref``). personal: none in clear. kept: as its association's
    retention rule says.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="submissions")
    device = models.ForeignKey(FieldDevice, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    instance_key = models.CharField(max_length=ID_LENGTH)
    deprecated_key = models.CharField(max_length=ID_LENGTH, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.RECEIVED)
    encryption = models.CharField(
        max_length=4, choices=[(e.value, e.value) for e in Encryption], default=Encryption.NONE
    )
    shared = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    complete = models.BooleanField(default=True, help_text="whether every file it names has come")
    sealed_ref = models.CharField(max_length=REF)
    dedup_tag = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "form", "instance_key"], name="collection_one_record_per_instance"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-received_at"], name="collection_waiting"),
            models.Index(fields=["organisation", "dedup_tag"], name="collection_same_content"),
            models.Index(
                fields=["organisation", "form", "deprecated_key"],
                condition=~Q(deprecated_key=""),
                name="collection_edits_of",
            ),
        ]

    def __str__(self) -> str:
        return self.id

    def has(self, flag: Flag) -> bool:
        """Say whether it bears a flag."""
        return flag.value in self.flags


class Quarantine(models.Model):
    """Something that came and could not be taken as a record: sealed as it came, with the reason, for a person to sort.

    ring: sealed (behind ``sealed_ref``). personal: none in clear. kept: until resolved, then as its association's
    retention rule says.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(FieldDevice, null=True, blank=True, on_delete=models.PROTECT, related_name="quarantined")
    form = models.ForeignKey(Form, null=True, blank=True, on_delete=models.PROTECT, related_name="quarantined")
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.SET_NULL, related_name="quarantined"
    )
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Reason])
    form_code = models.CharField(max_length=ID_LENGTH, blank=True)
    version_code = models.CharField(max_length=ID_LENGTH, blank=True)
    sealed_ref = models.CharField(max_length=REF)
    dedup_tag = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reason", "dedup_tag"], name="collection_one_quarantine_per_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.id}"


class Attachment(models.Model):
    """A file that came with a record or with something in quarantine, sealed.

    Its name may say too much: only an HMAC of it is in clear, by which the opened record finds it again. The same name
    sent with other bytes makes another version; nothing is overwritten. ``sealed_ref`` is empty for a file that lies
    inside its record's encrypted bundle. ring: sealed. personal: none in clear. kept: with its record.
    """

    id = IdField()
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    quarantine = models.ForeignKey(
        Quarantine, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    name_tag = models.CharField(max_length=64)
    content_tag = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField(default=1, help_text="1 for the first content of this name")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    referenced = models.BooleanField(default=True)
    sealed_ref = models.CharField(max_length=REF, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "name_tag", "content_tag"],
                condition=~Q(submission=None),
                name="collection_one_file_per_content",
            ),
            models.UniqueConstraint(
                fields=["quarantine", "name_tag", "content_tag"],
                condition=~Q(quarantine=None),
                name="collection_one_quarantined_file",
            ),
            models.CheckConstraint(
                condition=Q(submission=None) ^ Q(quarantine=None), name="collection_file_has_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.id
