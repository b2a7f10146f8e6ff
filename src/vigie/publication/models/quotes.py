"""The bank of quotes: a person's words, chosen with their consent, and every place where they were used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ..rules.states import QuoteState
from .bulletins import PERSON
from .releases import Release


class Quote(models.Model):
    """A passage of a testimony. Its text was chosen by who may open the testimony, pushed down by the floor that holds it.

    ``text`` is in the person's language; ``translations`` by language code, with the name their translator chose and of who
    checked them. Month and commune only. ``note``: what the second reader sent it back for. ``withdrawn_because``: words of
    who withdrew it, or the code of what it lost (see ``rules.quotes.Standing``).

    ring: published when used, shared before. personal: none (a chosen pseudonym). kept: until withdrawn or run out.
    """

    id = IdField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    testimony = models.ForeignKey("facts.Testimony", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=5)
    translations = models.JSONField(default=dict)
    translator = models.CharField(max_length=80, blank=True)
    translation_checked_by = models.CharField(max_length=80, blank=True)
    pseudonym = models.CharField(max_length=60)
    age_band = models.CharField(max_length=10, blank=True)
    month = models.DateField()
    place = models.ForeignKey("network.Place", null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in QuoteState], default=QuoteState.PROPOSED.value
    )
    invented = models.BooleanField(default=False)
    chosen_by = models.CharField(max_length=PERSON)
    chosen_at = models.DateTimeField()
    read_by = models.CharField(max_length=PERSON, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-chosen_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(read_by="") | ~models.Q(read_by=models.F("chosen_by")),
                name="publication_second_reader",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pseudonym} {self.month:%Y-%m}"


class QuoteUse(models.Model):
    """Where a quote was published: listed when its consent is taken back.

    ring: published. personal: none. kept: for good.
    """

    id = IdField()
    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="uses")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="quoted")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "release"], name="publication_a_quote_once_in_a_release")
        ]

    def __str__(self) -> str:
        return self.quote_id
