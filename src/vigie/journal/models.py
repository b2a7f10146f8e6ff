"""What happened, whom it concerns, what is under way."""

from __future__ import annotations

from typing import Any

from django.db import models

from vigie.kernel.api import IdField

LONGEST = {"verb": 60, "kind": 40, "object_id": 40}
"""Characters of what names an entry: words of the house and opaque ids, never an address or a title."""


class Entry(models.Model):
    """One thing that was done. Written once, in the transaction of the action; never changed, never deleted by the product.

    ring: none. personal: the actor's id. kept: as long as the house stands; actors who left become a number.
    """

    id = IdField()
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=40)
    organisation = models.CharField(max_length=40, blank=True, db_index=True)
    verb = models.CharField(max_length=LONGEST["verb"])
    kind = models.CharField(max_length=LONGEST["kind"])
    object_id = models.CharField(max_length=LONGEST["object_id"])
    motive = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "object_id"]), models.Index(fields=["actor", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.kind}:{self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once.

        Raises:
            TypeError: the entry exists already.
        """
        if not self._state.adding:
            raise TypeError("a journal entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("a journal entry is never deleted")


class Notification(models.Model):
    """A word to one person about something that waits for them or has ended.

    ring: none. personal: the recipient's id. kept: 90 days after it was read.
    """

    id = IdField()
    person = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["person", "read_at", "created_at"])]

    def __str__(self) -> str:
        return f"{self.code} -> {self.person}"


class Job(models.Model):
    """Long work, and how far it has come.

    ring: none. personal: the owner's id. kept: 30 days after its end.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = IdField()
    code = models.CharField(max_length=60)
    owner = models.CharField(max_length=40, db_index=True)
    organisation = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    link = models.CharField(max_length=300, blank=True)
    refusal = models.CharField(max_length=80, blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.code} {self.state} {self.done}/{self.expected}"
