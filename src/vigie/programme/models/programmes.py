"""Programme, session, mission: rules that last, dates of one year, one person's months."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from ..rules.kinds import MilestoneKind, Part, PhaseKind, Unit
from ..rules.states import MissionState
from .common import PERSON, PhaseSpan, choices, precision_column


class Programme(models.Model):
    """An exchange programme and what it wants, run by one organisation. Texts are ``{"fr": ..., "en": ...}``.

    ``objectives``: ``{"id", "fr", "en"}`` each; a mission names those it serves by id. ``blog``: ``{"name", "url"}``.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    slug = models.SlugField(max_length=60, unique=True)
    operator = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.JSONField(default=dict)
    method = models.JSONField(default=dict)
    objectives = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    blog = models.JSONField(default=dict)
    invented = models.BooleanField(default=False)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return str(self.name.get("fr", self.slug))


class PhaseRule(models.Model):
    """How long a phase lasts in this programme: "3 à 4 semaines", "5 mois à 1 an". ``only_from_months``: a phase that
    exists only in missions at least so long (the mid-way gathering of one-year missions).

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="phase_rules")
    kind = models.CharField(max_length=16, choices=choices(PhaseKind))
    least = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=choices(Unit))
    only_from_months = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    aims = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "kind"], name="programme_one_rule_per_phase"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="programme_rule_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.least}-{self.most} {self.unit}"


class Session(models.Model):
    """One edition of a programme: its dates, its stated length in months, its amounts in cents.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sessions")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.JSONField(default=dict)
    stated_months = models.PositiveSmallIntegerField(null=True, blank=True)
    initial_cents = models.PositiveIntegerField(null=True, blank=True)
    monthly_cents = models.PositiveIntegerField(null=True, blank=True)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invented = models.BooleanField(default=False)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "slug"]

    def __str__(self) -> str:
        return str(self.title.get("fr", self.slug))


class SessionPhase(PhaseSpan):
    """A phase as the session plans it; missions begin with a copy of it.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="phases")

    class Meta(PhaseSpan.Meta):
        ordering: ClassVar = ["starts", "id"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind}"


class Mission(models.Model):
    """What one volunteer does, with whom, for how long.

    ``tasks``: ``{"fr", "en", "parts": [{"fr", "en"}]}`` each; ``commitments``: ``{"organisation": id, "fr", "en"}``;
    ``objectives``: ids of the programme's; ``themes``: words. ``volunteer``: a person of the house, once they came by
    ``invitation``; ``home``: the organisation they act for, where the mission's dated rights are given.

    ring: shared. personal: the volunteer. kept: for good, the volunteer until they leave the house.
    """

    id = IdField()
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="missions")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.JSONField(default=dict)
    country = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=120, blank=True)
    objective = models.JSONField(default=dict)
    tasks = models.JSONField(default=list)
    commitments = models.JSONField(default=list)
    objectives = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=choices(MissionState), default=MissionState.PLANNED.value)
    volunteer = models.ForeignKey("network.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    home = models.ForeignKey("network.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invitation = models.CharField(max_length=PERSON, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "slug"]

    def __str__(self) -> str:
        return str(self.title.get("fr", self.slug))


class MissionPartner(models.Model):
    """What an organisation is in a mission; the contact persons of each are its people with a role there.

    ``tutor``: who there follows the volunteer, by id. ``agreement_on``: day the mission's agreement was signed by it.

    ring: published, the tutor shared. personal: the tutor's id. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=choices(Part))
    tutor = models.CharField(max_length=PERSON, blank=True)
    agreement_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mission", "organisation", "part"], name="programme_a_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.part}"


class Phase(PhaseSpan):
    """A phase of one mission.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="phases")

    class Meta(PhaseSpan.Meta):
        ordering: ClassVar = ["starts", "id"]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.kind}"


class Milestone(models.Model):
    """Something expected on a day of a mission: a report, a meeting, a payment, the evening of restitution.

    ``object_id``: the row it became, on the floor's own tables.

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="milestones")
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="milestones")
    kind = models.CharField(max_length=12, choices=choices(MilestoneKind))
    title = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_precision = precision_column()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=PERSON, blank=True)
    object_id = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
