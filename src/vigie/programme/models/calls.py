"""The call: what is written on the wall and on the web to find the next volunteers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from vigie.kernel.api import IdField

from ..rules.kinds import Asks, CriterionKind, Part
from ..rules.states import CallState
from .common import PERSON, REF, choices, precision_column
from .programmes import Mission, Session


class Call(models.Model):
    """A call for a session. Texts are ``{"fr": ..., "en": ...}``.

    ``deadline`` may be known to the month; an ``imported`` call may have none. ``positions`` empty: not stated.
    ``erase_on``: the day the candidates' files, names and letters go; ``counts``: what is kept of them then.
    ``min_seconds``: a form filled faster is held, never dropped.

    ring: published once published. personal: none. kept: for good.
    """

    id = IdField()
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="calls")
    missions = models.ManyToManyField(Mission, related_name="calls")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.JSONField(default=dict)
    title = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    country = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=120, blank=True)
    status_words = models.JSONField(default=dict)
    positions = models.PositiveSmallIntegerField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    deadline_precision = precision_column()
    contact = models.EmailField(blank=True)
    languages_required = models.JSONField(default=list)
    languages_asset = models.JSONField(default=list)
    civic_service = models.BooleanField(default=False)
    driving = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=choices(CallState), default=CallState.DRAFT.value)
    imported = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invented = models.BooleanField(default=False)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=CallState.DRAFT.value) | Q(imported=True) | Q(deadline__isnull=False),
                name="programme_a_call_says_until_when",
            )
        ]

    def __str__(self) -> str:
        return str(self.title.get("fr", self.slug))


class CallSection(models.Model):
    """A section of a call, in its order. Its text may be empty, in one language or both: then it is not shown.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.JSONField(default=dict)
    body = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return str(self.title.get("fr", ""))


class CallPartner(models.Model):
    """An organisation presented in a call. ``words``: what this call says of it; empty, its own presentation is used.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=choices(Part))
    position = models.PositiveSmallIntegerField(default=0)
    words = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "organisation", "part"], name="programme_a_partner_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.part}"


class CallLink(models.Model):
    """A link of a call. ``checked_at``, ``answer``: what the checker found, an HTTP status or a word (``rules.links``).

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.JSONField(default=dict)
    url = models.CharField(max_length=500)
    checked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.url


class CallAttachment(models.Model):
    """A file attached to a call, for anyone to read. ``file``: where ``kernel.files`` keeps it.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="attachments")
    label = models.JSONField(default=dict)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    file = models.CharField(max_length=REF)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """A criterion of a call: said on its page, asked by its form where it is a plain question, and a line of the grid.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=choices(CriterionKind))
    words = models.JSONField(default=dict)
    asks = models.CharField(max_length=16, choices=choices(Asks), blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return str(self.words.get("fr", ""))


class Juror(models.Model):
    """Someone named in the jury of a call, for one of the partner organisations; only they read its candidates.

    ring: shared. personal: the juror's id. kept: for good.
    """

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="jury")
    person = models.CharField(max_length=PERSON)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=choices(Part))
    named_by = models.CharField(max_length=PERSON)
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["named_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "person"], condition=Q(ended_at=None), name="programme_a_juror_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.person}"
