"""Rows of the vault: who holds which key, what is sealed, who opened it. Nothing here opens anything without a passphrase.

No foreign key leaves this floor and none comes in: people, associations and facts are opaque strings.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vigie.kernel.api import IdField

from .rules.sizes import SizeBand

ID = 40
"""Characters kept for the opaque ids of other floors."""


class OrgKey(models.Model):
    """The public key of an association for one epoch; a new epoch begins each time a keyholder leaves.

    ring: sealed. personal: none. kept: as long as one object of its epoch.
    """

    id = IdField()
    organisation_id = models.CharField(max_length=ID)
    epoch = models.PositiveIntegerField()
    public = models.CharField(max_length=70)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation_id", "-epoch"]
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "epoch"], name="vault_one_key_per_epoch"),
            models.UniqueConstraint(
                fields=["organisation_id"], condition=Q(retired_at=None), name="vault_one_key_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.epoch}"


class OdkKey(models.Model):
    """The RSA pair with which an association's phones encrypt in ODK Collect; its private half is an age file.

    ring: sealed. personal: none. kept: as long as one bundle made for it.
    """

    id = IdField()
    organisation_id = models.CharField(max_length=ID, db_index=True)
    org_epoch = models.PositiveIntegerField()
    public = models.TextField()
    sealed_private = models.BinaryField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation_id", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id"], condition=Q(retired_at=None), name="vault_one_odk_key_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.created_at:%Y-%m-%d}"


class KeyHolder(models.Model):
    """A person who can open an association's vault: their public key, and their identity sealed by their passphrase.

    A row without ``agreed_at`` waits for a keyholder's word. ring: sealed. personal: the person's id. kept: as long as
    the openings they made.
    """

    id = IdField()
    organisation_id = models.CharField(max_length=ID)
    person_id = models.CharField(max_length=ID)
    public = models.CharField(max_length=70)
    sealed_identity = models.BinaryField()
    salt = models.BinaryField()
    kdf = models.JSONField()
    offered_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=ID, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=ID, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "person_id"],
                condition=Q(removed_at=None),
                name="vault_one_place_per_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.person_id}"


class KeyWrap(models.Model):
    """An association's identity of one epoch, as an age file that one keyholder's identity opens.

    ring: sealed. personal: none. kept: until the keyholder leaves.
    """

    id = IdField()
    org_key = models.ForeignKey(OrgKey, on_delete=models.PROTECT, related_name="wraps")
    holder = models.ForeignKey(KeyHolder, on_delete=models.CASCADE, related_name="wraps")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org_key", "holder"], name="vault_one_wrap_each")]

    def __str__(self) -> str:
        return f"{self.org_key_id} {self.holder_id}"


class SealedObject(models.Model):
    """One sealed object: its owner and its weight in bands, never what is in it.

    ring: sealed. personal: none readable. kept: as its owner's retention rule says; the row outlives the content.
    """

    class Kind(models.TextChoices):
        """Which writing opens it."""

        AGE = "age"
        ODK = "odk"

    id = IdField()
    organisation_id = models.CharField(max_length=ID, db_index=True)
    org_epoch = models.PositiveIntegerField()
    kind = models.CharField(max_length=3, choices=Kind.choices)
    label = models.CharField(max_length=40)
    size_band = models.CharField(max_length=5, choices=[(band.value, band.value) for band in SizeBand])
    padded = models.BooleanField(default=False)
    intake = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["organisation_id", "org_epoch", "id"], name="vault_by_epoch")]

    def __str__(self) -> str:
        return f"{self.label} {self.id}"


class Opening(models.Model):
    """Someone opened a sealed object: who, why, when. Written in the transaction of the opening, never changed.

    ring: none. personal: the opener's id. kept: as long as the association.
    """

    id = IdField()
    object = models.ForeignKey(SealedObject, on_delete=models.PROTECT, related_name="openings")
    organisation_id = models.CharField(max_length=ID)
    actor = models.CharField(max_length=ID)
    actor_organisation_id = models.CharField(max_length=ID, blank=True)
    """The association the opener acted for, when it is not the owner: the object was lent to them."""
    motive = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organisation_id", "-at"], name="vault_openings_of")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.object_id}"


class Loan(models.Model):
    """A header of one object made for one person of another association, by name. It lies in the keystore as ``loan:<id>``;
    taking it back destroys it there, and the association's own header is never touched.

    ring: sealed. personal: the ids of who lends and who borrows. kept: as long as the openings of its object.
    """

    id = IdField()
    object = models.ForeignKey(SealedObject, on_delete=models.PROTECT, related_name="loans")
    organisation_id = models.CharField(max_length=ID, db_index=True)
    borrower = models.CharField(max_length=ID)
    borrower_organisation_id = models.CharField(max_length=ID)
    recipient = models.CharField(max_length=70)
    motive = models.CharField(max_length=300)
    lent_by = models.CharField(max_length=ID)
    lent_at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    """The last day on which it opens."""
    taken_back_by = models.CharField(max_length=ID, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-lent_at", "-id"]
        indexes = [models.Index(fields=["borrower", "borrower_organisation_id"], name="vault_lent_to")]

    def __str__(self) -> str:
        return f"{self.object_id} {self.borrower}"


class Erasure(models.Model):
    """The header of an object was destroyed: who decided, why, when.

    ring: none. personal: the actor's id. kept: for ever, it is the proof that nothing is.
    """

    id = IdField()
    object = models.OneToOneField(SealedObject, on_delete=models.PROTECT, related_name="erasure")
    actor = models.CharField(max_length=ID)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.object_id}"


class UnlockSession(models.Model):
    """A vault held open by a browser: the keys, sealed under a cookie that the server does not keep.

    ring: sealed. personal: the holder's id. kept: 15 minutes idle, 8 hours at most.
    """

    cookie_hash = models.CharField(max_length=64, primary_key=True)
    organisation_id = models.CharField(max_length=ID)
    person_id = models.CharField(max_length=ID, db_index=True)
    sealed_identities = models.BinaryField()
    created_at = models.DateTimeField()
    last_used = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id"], name="vault_open_of")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.person_id}"


class KeptDraft(models.Model):
    """What a person was typing into a form, sealed under a cookie that the server does not keep. Not journaled.

    ``browser`` is what the database knows that cookie by; ``token`` tells the page that writes it from another one.
    ring: sealed. personal: the person's id; the content is unreadable without their browser. kept: until the form is
    saved, the draft thrown away, or the person signs out; 24 hours at most, then until the night.
    """

    id = IdField()
    browser = models.CharField(max_length=64)
    organisation_id = models.CharField(max_length=ID)
    person_id = models.CharField(max_length=ID)
    page = models.CharField(max_length=ID)
    about = models.CharField(max_length=ID)
    token = models.CharField(max_length=20)
    sealed = models.BinaryField()
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "browser", "organisation_id", "page", "about"], name="vault_one_draft_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.updated_at:%Y-%m-%d %H:%M}"
