"""What an organisation shows of itself so that others may reach it: its public contacts, who speaks what."""

from __future__ import annotations

from django.db import models

from vigie.kernel.api import IdField

from ..rules.vocabulary import CONTACT_KINDS
from .organisations import Organisation
from .people import Person


class PublicContact(models.Model):
    """One way to reach an organisation, already public. Never a private person's.

    ring: published. personal: none. kept: until the association changes it.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in CONTACT_KINDS])
    label = models.CharField(max_length=80, blank=True)
    value = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.value}"


class Speaker(models.Model):
    """What someone agreed to show of the languages they speak; nobody else can write or read more of it.

    ``languages`` is a list of ``{"code", "level"}``; ``shown_as`` the only name the other associations see.

    ring: shared. personal: the person, the name they chose to show. kept: until they take it back or leave.
    """

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="speakers")
    shown_as = models.CharField(max_length=60)
    languages = models.JSONField(default=list)
    interprets = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ["shown_as"]
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="one_speaker")]

    def __str__(self) -> str:
        return self.shown_as
