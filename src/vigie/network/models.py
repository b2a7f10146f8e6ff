"""Organisations, the people in them, what they may do, and the places they work in."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from .rules.permissions import CapabilityCode, Role


def in_force(day: dt.date) -> Q:
    """Return the condition "holds on that day" of dated rows, both ends included; no end means still."""
    return Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))


class Organisation(models.Model):
    """An association, a platform, a public body or a project.

    ring: published. personal: none. kept: for good.
    """

    class Kind(models.TextChoices):
        """What it is."""

        ASSOCIATION = "association"
        PLATFORM = "platform"
        PROJECT = "project"
        PUBLIC_BODY = "public_body"
        FEDERATION = "federation"
        MEDIA = "media"
        OTHER = "other"

    id = IdField()
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ASSOCIATION)
    legal_form = models.CharField(max_length=120, blank=True)
    founded = models.PositiveSmallIntegerField(null=True, blank=True)
    purpose = models.TextField(blank=True)
    presentation = models.TextField(blank=True)
    website = models.URLField(blank=True)
    zones = models.JSONField(default=list)
    domains = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    uses_vigie = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name


class NetworkMembership(models.Model):
    """An organisation's dated membership of a network (itself an organisation).

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    member = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    network = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=~Q(member=F("network")), name="membership_not_of_itself"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="membership_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.member} / {self.network}"


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

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.label}"


class Invitation(models.Model):
    """A link that lets one person in, once, for one organisation.

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
    used_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.created_at:%Y-%m-%d}"


class Agreement(models.Model):
    """A dated agreement by which organisations share more with each other than with the network.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    title = models.CharField(max_length=200)
    organisations = models.ManyToManyField(Organisation, related_name="agreements")
    covers = models.TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-starts"]

    def __str__(self) -> str:
        return self.title


class Place(models.Model):
    """A commune, or a zone of communes. Never a living place.

    ring: published. personal: none. kept: for good.
    """

    class Kind(models.TextChoices):
        """Commune or zone."""

        COMMUNE = "commune"
        ZONE = "zone"

    id = IdField()
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMMUNE)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    insee = models.CharField(max_length=5, blank=True)
    country = models.CharField(max_length=2, default="FR")
    departement = models.CharField(max_length=3, blank=True)
    zone = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="communes")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    coordinates_source = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PlaceAlias(models.Model):
    """Another name of a place: former, spoken, misspelt.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Facility(models.Model):
    """A named public place of detention, justice or administration.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="facilities")
    authority = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SetUp(models.Model):
    """The one page that must be filled before real mode starts. One row.

    ring: none. personal: contact for rights. kept: for good.
    """

    id = IdField()
    controller = models.CharField(max_length=200, blank=True)
    joint_agreement = models.CharField(max_length=300, blank=True)
    rights_contact = models.CharField(max_length=300, blank=True)
    host = models.CharField(max_length=300, blank=True)
    charter = models.TextField(blank=True)
    network = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.controller
