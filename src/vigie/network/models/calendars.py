"""Calendars that leave the house by a private address, and calendars that come in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from .organisations import Organisation
from .people import Person


class CalendarLink(models.Model):
    """The private address at which one person's calendar is read. Only its digest is kept; a new one ends the last.

    ring: none. personal: the person. kept: until they end it or leave.
    """

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="one_calendar_link")]

    def __str__(self) -> str:
        return f"{self.person} {self.made_at:%Y-%m-%d}"


class Feed(models.Model):
    """A calendar from elsewhere, brought as a file or fetched from an address kept encrypted (``kernel.files``).

    ``refusal`` is the code of why the last fetch failed, empty when it went well.

    ring: shared. personal: the id of who brought it. kept: until the association takes it out.
    """

    id = IdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="feeds")
    name = models.CharField(max_length=80)
    host = models.CharField(max_length=253, blank=True)
    address_ref = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=40, blank=True)
    made_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FeedEvent(models.Model):
    """One event of a calendar from elsewhere: what, when, where; never who.

    ring: shared. personal: none kept. kept: as long as its calendar.
    """

    id = IdField()
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="events")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    whole_day = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="feed_event_dates")]

    def __str__(self) -> str:
        return self.title
