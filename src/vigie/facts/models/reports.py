"""What a source says: observations, testimonies, and the statement each makes about one happening."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import Count, IdField
from vigie.network.api import Audience

from ..rules.origins import Origin
from ..rules.rank import rank_of
from ..rules.verification import Verification
from .consent import ConsentGrant
from .events import Event
from .mixins import Counted, Dated, count_rule, number_column, qualifier_column, to_count
from .terrain import AUDIENCES, Shift, Site
from .vocabulary import ActType

if TYPE_CHECKING:
    RankColumn = models.BigIntegerField[int, int]
else:
    RankColumn = models.BigIntegerField

KEPT = Q(deleted_at=None)
VAGUE = Q(end__gt=F("start"))
READ_IN_LISTS = ("id", "owner", "audience", "minor_held", "end", "verification")
"""Columns that say who sees a statement and whether a list holds it: read in the index, without going to the row."""


class RankField(RankColumn):
    """The rank of a dated row, made anew whenever the row is saved: see ``rules.rank``."""

    def pre_save(self, model_instance: models.Model, add: bool) -> int:  # noqa: ARG002, FBT001 -- Django's signature
        """Return the rank of a row about to be written."""
        rank = rank_of(model_instance.start, model_instance.pk)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, rank)
        return rank


class Observation(models.Model):
    """A relevé: what a trained person saw or was told. Coverage and legal basis stand here.

    ring: shared. personal: none (the author's id, shown to their own association). kept: for good.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(Shift, null=True, blank=True, on_delete=models.SET_NULL, related_name="observations")
    mode = models.CharField(max_length=20, blank=True)
    operation_type = models.CharField(max_length=20, blank=True)
    basis_asked = models.BooleanField(null=True, blank=True)
    basis_stated = models.JSONField(default=list)
    basis_stated_by = models.CharField(max_length=20, blank=True)
    basis_shown = models.BooleanField(null=True, blank=True)
    aftermath = models.JSONField(default=list)
    details = models.JSONField(default=dict)
    author = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Origin])
    external_url = models.URLField(max_length=300, blank=True)
    external_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 -- many have none, each must differ
    source_columns = models.JSONField(default=dict)
    import_id = models.CharField(max_length=40, blank=True, db_index=True)
    sealed_ref = models.CharField(max_length=40, blank=True)
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["origin"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "external_key"], name="facts_one_observation_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.created_at:%Y-%m-%d}"


class Testimony(models.Model):
    """A témoignage: what an exiled person tells, under a pseudonym. Their words stay sealed.

    ring: shared. personal: none (pseudonym, age band, language). kept: coded facts for good; see retention.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=60)
    language = models.CharField(max_length=5, blank=True)
    interpreter = models.BooleanField(null=True, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    minor_stated = models.BooleanField(default=False)
    minor_validated_by = models.CharField(max_length=40, blank=True)
    minor_validated_at = models.DateTimeField(null=True, blank=True)
    collected_on = models.DateField()
    consent = models.ForeignKey(ConsentGrant, on_delete=models.PROTECT, related_name="testimonies")
    author = models.CharField(max_length=40, blank=True)
    sealed_ref = models.CharField(max_length=40, blank=True)
    invented = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-collected_on", "-id"]
        verbose_name_plural = "testimonies"

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def minor_held(self) -> bool:
        """Whether the person says they are a minor and no child-protection referent has validated."""
        return self.minor_stated and self.minor_validated_at is None


class SourceStatement(Dated):
    """What one source says about one happening: the row that is listed, searched, counted and exported.

    ring: shared. personal: none. kept: for good; in the bin, 30 days.
    """

    id = IdField()
    observation = models.ForeignKey(
        Observation, null=True, blank=True, on_delete=models.CASCADE, related_name="statements"
    )
    testimony = models.ForeignKey(Testimony, null=True, blank=True, on_delete=models.CASCADE, related_name="statements")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="statements")
    rank = RankField(unique=True, editable=False)
    owner = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements")
    time_from = models.TimeField(null=True, blank=True)
    time_to = models.TimeField(null=True, blank=True)
    source_link = models.CharField(max_length=10, blank=True)
    reliability = models.CharField(max_length=4, default="99")
    verification = models.CharField(
        max_length=10, choices=[(v.value, v.value) for v in Verification], default=Verification.RAW.value
    )
    summary = models.TextField(blank=True)
    asked_audience = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.OWNER.value)
    audience = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.OWNER.value)
    minor_held = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.CharField(max_length=40, blank=True)

    class Meta(Dated.Meta):
        ordering: ClassVar = ["-start", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-rank", *READ_IN_LISTS, "place"], condition=KEPT, name="facts_newest_kept"),
            models.Index(fields=["place", "-rank", *READ_IN_LISTS], condition=KEPT, name="facts_place_kept"),
            models.Index(fields=["owner", "-start", "-id"], name="facts_owner_newest"),
            models.Index(fields=["end", "start"], condition=VAGUE, name="facts_vague"),
            models.Index(fields=["deleted_at"], condition=~Q(deleted_at=None), name="facts_bin"),
        ]
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(observation=None, testimony__isnull=False) | Q(observation__isnull=False, testimony=None),
                name="facts_one_source",
            ),
            models.CheckConstraint(
                condition=Q(minor_held=False) | Q(audience=Audience.OWNER.value), name="facts_minor_stays_home"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d} {self.id}"


class Act(models.Model):
    """One act a statement tells of, with its own count where there is one.

    ring: shared. personal: none. kept: with its statement.
    """

    id = IdField()
    statement = models.ForeignKey(SourceStatement, on_delete=models.CASCADE, related_name="acts")
    act_type = models.ForeignKey(ActType, on_delete=models.PROTECT, related_name="+")
    number = number_column()
    qualifier = qualifier_column(optional=True)
    methods = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["act_type"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "act_type"], name="facts_act_once"),
            count_rule("facts_act_count"),
        ]

    def __str__(self) -> str:
        return self.act_type_id

    @property
    def count(self) -> Count | None:
        """How many it was done to, where somebody spoke of it."""
        return to_count(self.number, self.qualifier)


class Force(models.Model):
    """One force that was there: officers and vehicles counted per force. Never a person.

    ring: shared. personal: none. kept: with its statement.
    """

    id = IdField()
    statement = models.ForeignKey(SourceStatement, on_delete=models.CASCADE, related_name="forces")
    code = models.CharField(max_length=20)
    officers_number = number_column()
    officers_qualifier = qualifier_column(optional=True)
    vehicles_number = number_column()
    vehicles_qualifier = qualifier_column(optional=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "code"], name="facts_force_once"),
            count_rule("facts_force_officers", prefix="officers_"),
            count_rule("facts_force_vehicles", prefix="vehicles_"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def officers(self) -> Count | None:
        """How many officers."""
        return to_count(self.officers_number, self.officers_qualifier)

    @property
    def vehicles(self) -> Count | None:
        """How many vehicles."""
        return to_count(self.vehicles_number, self.vehicles_qualifier)


class Involvement(models.Model):
    """How a force took part in an act: carried it out, ordered it, stood by.

    ring: shared. personal: none. kept: with its act.
    """

    id = IdField()
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="involvements")
    force = models.CharField(max_length=20)
    degree = models.CharField(max_length=6)

    class Meta:
        ordering: ClassVar = ["force"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["act", "force"], name="facts_involved_once")]

    def __str__(self) -> str:
        return f"{self.force} {self.degree}"


class Tally(Counted):
    """What a statement counted of one unit, for the whole happening.

    ring: shared. personal: none. kept: with its statement.
    """

    id = IdField()
    statement = models.ForeignKey(SourceStatement, on_delete=models.CASCADE, related_name="tallies")
    unit = models.CharField(max_length=30)

    class Meta(Counted.Meta):
        ordering: ClassVar = ["unit"]
        verbose_name_plural = "tallies"
        constraints: ClassVar = [
            *Counted.Meta.constraints,
            models.UniqueConstraint(fields=["statement", "unit"], name="facts_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.number}"


class MediaRef(models.Model):
    """A photo, a sound or a document that supports a statement. The file is sealed; this only says it is there.

    ring: shared. personal: none. kept: with its statement.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PHOTO = "photo"
        AUDIO = "audio"
        VIDEO = "video"
        DOCUMENT = "document"

    id = IdField()
    statement = models.ForeignKey(SourceStatement, on_delete=models.CASCADE, related_name="media")
    sealed_ref = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.kind


class Revision(models.Model):
    """The shared values of a statement before an edit: to show who changed what, and to take it back.

    ring: shared. personal: none (the editor's id). kept: two years, or purged on request.
    """

    id = IdField()
    statement = models.ForeignKey(SourceStatement, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    before = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["statement", "version"], name="facts_one_revision")]

    def __str__(self) -> str:
        return f"v{self.version}"
