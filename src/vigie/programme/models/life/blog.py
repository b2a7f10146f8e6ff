"""The blog of a programme: posts, their pictures, who read them before they came out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vigie.kernel.api import IdField

from ...rules.life.safety import Face
from ...rules.life.states import PostState
from ..common import PERSON, REF, choices
from ..programmes import Mission, Programme


class Post(models.Model):
    """A post, in one language. ``cleared``: words its author was shown and says to be nobody's. ``checked_version``: the version a
    second person read.

    ring: published once it is out; before, its author's and whoever reads it. personal: the author's id; the text names nobody. kept: for good.
    """

    id = IdField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="posts")
    mission = models.ForeignKey(Mission, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts")
    slug = models.SlugField(max_length=60, unique=True)
    language = models.CharField(max_length=2, default="fr")
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=400, blank=True)
    body = models.TextField(blank=True)
    signed = models.CharField(max_length=120, blank=True)
    themes = models.JSONField(default=list)
    cleared = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=choices(PostState), default=PostState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    author = models.CharField(max_length=PERSON)
    remark = models.CharField(max_length=1000, blank=True)
    reviewer = models.CharField(max_length=PERSON, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-published_at", "-created_at"]

    def __str__(self) -> str:
        return self.title


class PostPicture(models.Model):
    """A picture of a post: pixels alone, re-encoded, in a kept file. ``face``: what a person answered; empty, nobody did yet.

    ring: published once its post is out, shared before. personal: none, or what a person let pass. kept: with its post.
    """

    id = IdField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="pictures")
    file = models.CharField(max_length=REF)
    words = models.CharField(max_length=300, blank=True)
    face = models.CharField(max_length=8, choices=choices(Face), blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.CharField(max_length=PERSON)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["added_at", "id"]

    def __str__(self) -> str:
        return self.words
