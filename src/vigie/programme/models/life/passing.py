"""What a mission leaves: skills, experience, documents, what is handed over, the evening of restitution."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ...rules.life.passing import Handed, Licence, Skill
from ...rules.life.states import DocumentState, EveningState
from ..common import PERSON, REF, choices
from ..programmes import Mission, Programme, Session


class SkillNote(models.Model):
    """What a volunteer says they learnt, with where they stood and stand, 0 to 4. ``words``: a kept file, theirs and the operator's.

    ring: shared. personal: the volunteer; words in a kept file. kept: until they erase it.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=12, choices=choices(Skill))
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=REF, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.skill


class Experience(models.Model):
    """A sheet of the experience library, for the next volunteers. It names nobody.

    ring: shared. personal: the author's id. kept: for good.
    """

    id = IdField()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="experiences")
    mission = models.ForeignKey(Mission, null=True, blank=True, on_delete=models.SET_NULL, related_name="experiences")
    title = models.CharField(max_length=160)
    body = models.TextField()
    area = models.CharField(max_length=120, blank=True)
    themes = models.JSONField(default=list)
    author = models.CharField(max_length=PERSON)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "id"]

    def __str__(self) -> str:
        return self.title


class CapitalisationDocument(models.Model):
    """A document of capitalisation, its licence, where it stands.

    ring: published once it is out, shared before. personal: none. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=160)
    licence = models.CharField(max_length=12, choices=choices(Licence))
    state = models.CharField(max_length=10, choices=choices(DocumentState), default=DocumentState.DRAFT.value)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """One version of a document: its kept file. Never changed.

    ring: published once its document is out, shared before. personal: who added it. kept: for good.
    """

    id = IdField()
    document = models.ForeignKey(CapitalisationDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=REF)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=PERSON)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="programme_one_document_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class HandOver(models.Model):
    """One line of the hand-over checklist. ``responsibility``: the row of the network it speaks of, when there is one.

    ring: shared. personal: who takes it, by id. kept: for good.
    """

    id = IdField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="hand_overs")
    kind = models.CharField(max_length=10, choices=choices(Handed))
    label = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    responsibility = models.CharField(max_length=PERSON, blank=True)
    to = models.CharField(max_length=PERSON, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=PERSON, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"


class Evening(models.Model):
    """A restitution evening anyone may come to. Texts are ``{"fr": ..., "en": ...}``. ``came``: how many said they would, once erased.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="evenings")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    programme = models.JSONField(default=dict)
    at = models.DateTimeField()
    place = models.CharField(max_length=200)
    access = models.CharField(max_length=300, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=choices(EveningState), default=EveningState.DRAFT.value)
    expected = models.PositiveIntegerField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    created_by = models.CharField(max_length=PERSON)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return str(self.title.get("fr", self.slug))


class EveningMaterial(models.Model):
    """A file given on the page of an evening: slides, a leaflet.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    evening = models.ForeignKey(Evening, on_delete=models.CASCADE, related_name="materials")
    label = models.CharField(max_length=160)
    file = models.CharField(max_length=REF)
    media_type = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.label


class Registration(models.Model):
    """Somebody who said they would come: how many they are. ``name``: a kept file, when they gave a first name.

    ring: none. personal: a first name, or nothing. kept: 30 days after the evening.
    """

    id = IdField()
    evening = models.ForeignKey(Evening, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=REF, blank=True)
    people = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return str(self.people)
