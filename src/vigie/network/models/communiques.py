"""What associations say and do together in public: tools agreed on, communiqués, campaigns, the register of actions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField, Precision

from ..rules.communiques import ACTION_KINDS, State
from .organisations import Organisation


class SharedTool(models.Model):
    """A tool or a text associations use in common: a guide, a form, a charter. What it says is in its versions.

    ring: shared. personal: the id of who brought it. kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tools")
    name = models.CharField(max_length=120)
    made_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ToolVersion(models.Model):
    """One version of a tool, never changed once proposed: what it says, what is new in it.

    ring: shared. personal: the id of who proposed it. kept: for good.
    """

    id = IdField()
    tool = models.ForeignKey(SharedTool, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    changes = models.TextField(blank=True)
    link = models.URLField(blank=True)
    proposed_on = models.DateField()
    proposed_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["tool", "number"], name="one_version_number")]

    def __str__(self) -> str:
        return f"{self.tool} {self.number}"


class ToolAgreement(models.Model):
    """An association's word that it works with a version.

    ring: shared. personal: the signatory's id. kept: for good.
    """

    id = IdField()
    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="agreements")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    signed_by = models.CharField(max_length=40)
    signed_on = models.DateField()

    class Meta:
        ordering = ["signed_on"]
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="one_tool_agreement")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.version}"


class Communique(models.Model):
    """A text several associations sign. Its words are frozen while signatures are collected, for good once published.

    ring: shared until published, then published. personal: ids of who wrote and published it. kept: for good.
    """

    id = IdField()
    slug = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="communiques")
    title = models.CharField(max_length=200)
    body = models.TextField()
    title_en = models.CharField(max_length=200, blank=True)
    body_en = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = [F("published_at").desc(nulls_first=True), "-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at=None)),
                name="communique_published_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class CommuniqueSignature(models.Model):
    """An association's signature, for exactly the version it read.

    ring: published with its communiqué. personal: the signatory's id, never published. kept: for good.
    """

    id = IdField()
    communique = models.ForeignKey(Communique, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    signed_by = models.CharField(max_length=40)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["communique", "organisation"], name="one_communique_signature")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.communique}"


class CommuniqueComment(models.Model):
    """A remark on a text that is being written.

    ring: shared. personal: the id of who wrote it. kept: as long as the communiqué.
    """

    id = IdField()
    communique = models.ForeignKey(Communique, on_delete=models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.communique}"


class Campaign(models.Model):
    """A demand carried over time by several associations. ``materials``: ``{"title", "url"}``.

    ring: shared; published when ``public``. personal: the id of who began it. kept: for good.
    """

    id = IdField()
    slug = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="campaigns")
    name = models.CharField(max_length=160)
    demand = models.TextField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    results = models.TextField(blank=True)
    materials = models.JSONField(default=list)
    public = models.BooleanField(default=False)
    signatories = models.ManyToManyField(Organisation, related_name="+")
    made_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-starts", "name"]
        constraints = [models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="campaign_dates")]

    def __str__(self) -> str:
        return self.name


class PastAction(models.Model):
    """One line of the register of what was done in public: when, by whom, towards whom, with what outcome, from which source.

    ``signatories`` and ``sources`` are lists of words. The date is a span and its precision.

    ring: shared. personal: the id of who wrote it down. kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="actions_told")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in ACTION_KINDS])
    title = models.CharField(max_length=300)
    date_start = models.DateField()
    date_end = models.DateField()
    date_precision = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Precision])
    signatories = models.JSONField(default=list)
    target = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    sources = models.JSONField(default=list)
    batch = models.CharField(max_length=40, blank=True)
    made_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-date_start", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(date_end__gte=F("date_start")), name="past_action_dates"),
        ]

    def __str__(self) -> str:
        return self.title
