"""The words facts are coded in: acts, rights, norms, terms. Reference data, loaded from ``data/``."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from vigie.kernel.api import IdField


class Spoken(models.Model):
    """A code with its French and its English name."""

    fr = models.CharField(max_length=300)
    en = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """The name in English on an English screen, else in French."""
        return self.en if (get_language() or "fr").startswith("en") else self.fr


class ActFamily(Spoken):
    """A family of acts: evictions, belongings, violence.

    ring: published. personal: none. kept: for good.
    """

    code = models.CharField(max_length=8, primary_key=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name_plural = "act families"

    def __str__(self) -> str:
        return self.code


class Right(Spoken):
    """A right of the person, and where it is written.

    ring: published. personal: none. kept: for good.
    """

    code = models.CharField(max_length=8, primary_key=True)
    articles = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.code


class Norm(models.Model):
    """A text a lawyer may think of: a suggestion, with how and when it was last checked.

    Whoever checked is kept by id; others than their association are told the association alone.
    ring: published. personal: the checker's id. kept: for good.
    """

    class Status(models.TextChoices):
        """How its text is known."""

        READ = "read"
        READ_OLD = "read_old"
        MEMORY = "memory"

    code = models.CharField(max_length=30, primary_key=True)
    fr = models.CharField(max_length=300)
    en = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    note = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    read_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    verified_for = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.code


class ActType(Spoken):
    """One kind of act: what was done, to whom. Reported or observed, never judged.

    ring: published. personal: none. kept: for good.
    """

    code = models.CharField(max_length=8, primary_key=True)
    family = models.ForeignKey(ActFamily, on_delete=models.PROTECT, related_name="acts")
    unit = models.CharField(max_length=20)
    urgent = models.BooleanField(default=False)
    medical = models.BooleanField(default=False)
    minors = models.BooleanField(default=False)
    extra_protection = models.BooleanField(default=False)
    quantities = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    huridocs = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    rights = models.ManyToManyField(Right, related_name="acts")
    norms = models.ManyToManyField(Norm, related_name="acts")

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.code


class Term(Spoken):
    """One value of a closed list: a force, a mode of observation, a degree of involvement.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    dimension = models.CharField(max_length=30)
    code = models.CharField(max_length=30)

    class Meta:
        ordering: ClassVar = ["dimension", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["dimension", "code"], name="facts_term_once")]

    def __str__(self) -> str:
        return f"{self.dimension}:{self.code}"
