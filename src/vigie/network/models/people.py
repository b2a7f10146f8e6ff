"""People, what they are in each organisation, what they answer for."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from ..rules.permissions import CapabilityCode, Role
from .organisations import Organisation


class PersonManager(BaseUserManager["Person"]):
    """People are made by an action, never by a form of their own."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find by sign-in name, whatever the case."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Someone who signs in: volunteer, coordinator, lawyer, administrator. May stand under a pseudonym.

    ring: none. personal: name, e-mail when given. kept: until the person leaves; then a number remains.
    """

    id = IdField()
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="fr")
    spoken = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    charter_accepted_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_staff = False
    is_superuser = False

    objects = PersonManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 -- Django's signature
        """Say no: rights come from roles in an association, never from a global permission."""
        return False

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002
        """Say no."""
        return False


class RoleGrant(models.Model):
    """A person's role in one organisation, dated.

    ring: none. personal: the person. kept: until the person leaves.
    """

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="role_grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(ends=None), name="one_open_role"
            ),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="role_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.organisation}"


class Capability(models.Model):
    """A dated right granted by an upper floor: trained, on a mission, a member.

    ring: none. personal: the person. kept: until the person leaves.
    """

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="capabilities")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="capabilities"
    )
    code = models.CharField(max_length=30, choices=[(c.value, c.value) for c in CapabilityCode])
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="capability_dates")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.code}"


class Responsibility(models.Model):
    """Something a person answers for, to be handed over when they leave.

    ring: none. personal: the person. kept: until handed over.
    """

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="responsibilities")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="responsibilities")
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    handed_over_on = models.DateField(null=True, blank=True)
    handed_over_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.label}"


class Invitation(models.Model):
    """A link that lets one person in, once, for one organisation; ``returning``, someone who lost their password.

    ring: none. personal: the name given to the guest. kept: 30 days.
    """

    id = IdField()
    digest = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=120, blank=True)
    roles = models.JSONField(default=list)
    invited_by = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    returning = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    used_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.created_at:%Y-%m-%d}"
