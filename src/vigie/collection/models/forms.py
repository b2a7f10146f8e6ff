"""Forms, their published versions, the files that go with them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vigie.kernel.api import LANGUAGES, IdField, Ring

ID_LENGTH = 249
"""Longest form id and version that phones accept."""


class Form(models.Model):
    """A form that phones can fill. One without an association belongs to the built-in pack, which all share.

    ``title`` is what phones show; ``titles`` the same by language, where its workbook has them.

    ring: shared. personal: none. kept: as long as one record of it.
    """

    id = IdField()
    organisation = models.ForeignKey(
        "network.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form_id = models.CharField(max_length=ID_LENGTH)
    title = models.CharField(max_length=300)
    titles = models.JSONField(default=dict)
    testimony = models.BooleanField(default=False)
    listed = models.BooleanField(default=True, help_text="whether phones are offered it; it accepts records either way")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["organisation_id", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "form_id"], name="collection_one_form_per_id"),
            models.UniqueConstraint(
                fields=["form_id"], condition=Q(organisation=None), name="collection_one_pack_form_per_id"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def own(self) -> bool:
        """Say whether an association made it, rather than the pack."""
        return self.organisation_id is not None


class FormVersion(models.Model):
    """One published version: the exact bytes that phones read, for ever, and the ring of each question.

    A version of an association's own form shares nothing before a second person has reviewed its rings.
    ring: shared. personal: ids of who published and who reviewed. kept: as long as one record of it.
    """

    id = IdField()
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=ID_LENGTH, blank=True)
    xml = models.TextField()
    hash = models.CharField(max_length=32)
    xlsx = models.BinaryField()
    rings = models.JSONField(default=dict)
    media_paths = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)
    rings_reviewed_at = models.DateTimeField(null=True, blank=True)
    rings_reviewed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="collection_one_row_per_version")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.version}"

    @property
    def content(self) -> bytes:
        """Return the bytes that phones read."""
        return self.xml.encode()

    @property
    def shares(self) -> bool:
        """Say whether answers marked as shared leave the sealed ring when a record arrives.

        Never for a testimony; for an association's own form, once its marks were reviewed.
        """
        if self.form.testimony:
            return False
        return not self.form.own or self.rings_reviewed_at is not None

    @property
    def shared_paths(self) -> tuple[str, ...]:
        """Return the paths of the questions marked as shared."""
        return tuple(path for path, ring in self.rings.items() if ring == Ring.SHARED)

    @property
    def language_names(self) -> tuple[str, ...]:
        """Return the names of its languages, each in itself."""
        return tuple(LANGUAGES[code].name if code in LANGUAGES else code for code in self.languages)


class FormMedia(models.Model):
    """A file that goes with a version: a list of choices, a picture. Phones keep it in clear: nothing sensitive.

    ring: shared. personal: none. kept: as long as its version.
    """

    id = IdField()
    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="media")
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    content_type = models.CharField(max_length=100, default="application/octet-stream")
    hash = models.CharField(max_length=32)

    class Meta:
        ordering = ["filename"]
        constraints = [models.UniqueConstraint(fields=["version", "filename"], name="collection_one_file_per_name")]

    def __str__(self) -> str:
        return self.filename
