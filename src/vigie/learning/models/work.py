"""What a person did in the modules: pages read, quizzes, codings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField


class ModuleReading(models.Model):
    """The pages of a module that a person has read.

    ring: none. personal: the person. kept: until the person leaves.
    """

    id = IdField()
    person = models.ForeignKey("network.Person", on_delete=models.CASCADE, related_name="+")
    module = models.SlugField(max_length=40)
    pages = models.JSONField(default=list)
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["module"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "module"], name="learning_one_reading_per_module")
        ]

    def __str__(self) -> str:
        return self.module


class QuizAttempt(models.Model):
    """A quiz that a person answered: what they scored, not what they answered.

    ring: none. personal: the person. kept: until the person leaves.
    """

    id = IdField()
    person = models.ForeignKey("network.Person", on_delete=models.CASCADE, related_name="+")
    module = models.SlugField(max_length=40)
    version = models.CharField(max_length=12)
    percent = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.module} {self.percent}"


class Coding(models.Model):
    """An exercise that a person coded: ``choices`` by passage. ``first``: before they saw the reference coding.

    ring: none. personal: the person. kept: until the person leaves.
    """

    id = IdField()
    person = models.ForeignKey("network.Person", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="+")
    exercise = models.SlugField(max_length=40)
    choices = models.JSONField()
    percent = models.PositiveSmallIntegerField()
    reached = models.BooleanField()
    first = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.exercise} {self.percent}"
