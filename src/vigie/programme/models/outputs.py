"""What an output of a programme serves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..rules.outputs import OutputKind
from .common import PERSON, choices
from .programmes import Programme


class OutputLink(models.Model):
    """What somebody said one output serves: ``objectives`` of the programme by id, ``themes`` in words. Without a row, an output
    of a mission serves what its mission serves. ``object_id``: of this floor, or a training or communiqué of a lower one.

    ring: shared. personal: the id of who linked it. kept: as long as the programme.
    """

    id = IdField()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="output_links")
    kind = models.CharField(max_length=12, choices=choices(OutputKind))
    object_id = models.CharField(max_length=20)
    objectives = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    by = models.CharField(max_length=PERSON)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "kind", "object_id"], name="programme_output_linked_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
