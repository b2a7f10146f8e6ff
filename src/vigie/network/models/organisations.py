"""Organisations, the networks they belong to, the agreements between them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField


class Organisation(models.Model):
    """An association, a platform, a public body or a project.

    ``zones`` and ``domains`` are lists of codes, ``communes`` of slugs; ``ties`` public statements of a link with another one,
    ``{"to": slug, "said": sentence, "source": page}``; not ``verified`` means that no public page says it.

    ring: published. personal: none. kept: for good.
    """

    class Kind(models.TextChoices):
        """What it is."""

        ASSOCIATION = "association"
        COLLECTIVE = "collective"
        PLATFORM = "platform"
        PROJECT = "project"
        CHARITY = "charity"
        FOUNDATION = "foundation"
        FEDERATION = "federation"
        OBSERVATORY = "observatory"
        OPERATOR = "operator"
        PUBLIC_BODY = "public_body"
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
    communes = models.JSONField(default=list)
    domains = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    ties = models.JSONField(default=list)
    verified = models.BooleanField(default=True)
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


class MembershipOffer(models.Model):
    """A network's offer of membership to an organisation. It changes nothing until someone there accepts.

    ring: published. personal: the ids of who offered and who answered. kept: for good.
    """

    class Answer(models.TextChoices):
        """What became of it; empty, it waits."""

        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = IdField()
    member = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers_received")
    network = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers_made")
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer.choices, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["member", "network"], condition=Q(answer=""), name="one_offer_waits"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="offer_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network} / {self.member}"


class Agreement(models.Model):
    """A dated agreement by which organisations share more with each other than with the network.

    ``signed_on`` is the day the last party signed; empty, the agreement binds nobody yet.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    title = models.CharField(max_length=200)
    organisations = models.ManyToManyField(Organisation, related_name="agreements")
    covers = models.TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="agreement_dates")
        ]

    def __str__(self) -> str:
        return self.title


class AgreementSignature(models.Model):
    """One organisation's signature under an agreement. The last one puts the agreement in force.

    ring: shared. personal: the signatory's id. kept: for good.
    """

    id = IdField()
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="signatures")
    signed_by = models.CharField(max_length=40)
    signed_on = models.DateField()

    class Meta:
        ordering = ["signed_on"]
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="one_signature")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.agreement}"
