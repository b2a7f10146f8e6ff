"""Applications and what becomes of them. What says who a candidate is lies in ``kernel.files``, never in a row.

Rows are copied into backups that are kept for years; the keys of kept files for a fortnight. So names, addresses, answers, letters
and what readers write of a person are kept as small encrypted files owned by ``application:<id>``: erasing them is erasing them
everywhere, and the rows that remain count people without naming them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import IdField

from ..rules.kinds import Advice, AgeBand, FileKind, ReplyKind, Source
from ..rules.states import ApplicationState
from .calls import Call, Juror
from .common import PERSON, REF, choices
from .programmes import Mission, Programme


class Application(models.Model):
    """A candidate's application to a call. ``answers``: the ``FileRef`` of who they are and what they answered.

    ``token``: SHA-256 of the secret of their link, which the house does not keep; ``code``: a short number said on the phone,
    which opens nothing. ``held``: likely spam, waiting for a person's eye, with the reason's code; ``late``: came after the
    deadline. ``same_as``: an earlier application of the same person to this call; both are kept.

    ring: sealed to the jury. personal: by reference, and the age band. kept: until the call's ``erase_on``; then counts remain.
    """

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    mission = models.ForeignKey(Mission, null=True, blank=True, on_delete=models.SET_NULL, related_name="applications")
    code = models.CharField(max_length=8)
    token = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=choices(ApplicationState), default=ApplicationState.DRAFT.value)
    source = models.CharField(max_length=6, choices=choices(Source), default=Source.FORM.value)
    answers = models.CharField(max_length=REF, blank=True)
    age_band = models.CharField(max_length=12, choices=choices(AgeBand), blank=True)
    language = models.CharField(max_length=5, default="fr")
    held = models.CharField(max_length=12, blank=True)
    late = models.BooleanField(default=False)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeats")
    started_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["received_at", "id"]
        indexes: ClassVar = [models.Index(fields=["call", "state"], name="programme_applications_of")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "code"], name="programme_a_code_once"),
            models.CheckConstraint(
                condition=Q(state__in=[ApplicationState.DRAFT.value, ApplicationState.WITHDRAWN.value])
                | Q(received_at__isnull=False),
                name="programme_received_when_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ApplicationFile(models.Model):
    """A candidate's file. Its own name is not kept: it often is the person's.

    ring: sealed to the jury. personal: by reference. kept: until the call's ``erase_on``.
    """

    id = IdField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=8, choices=choices(FileKind))
    media_type = models.CharField(max_length=100)
    extension = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    file = models.CharField(max_length=REF)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["kind", "at", "id"]

    def __str__(self) -> str:
        return f"{self.kind}.{self.extension}"


class Reading(models.Model):
    """One juror's reading: a mark per criterion, and a ``FileRef`` of their words. Blind until both are handed in.

    ``marks``: 0 to 3 by criterion id, or no entry where the papers do not tell.

    ring: sealed to the jury. personal: by reference. kept: words until the call's ``erase_on``, marks for good.
    """

    id = IdField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="readings")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="readings")
    marks = models.JSONField(default=dict)
    advice = models.CharField(max_length=6, choices=choices(Advice), blank=True)
    words = models.CharField(max_length=REF, blank=True)
    given_by = models.CharField(max_length=PERSON)
    given_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["given_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "juror"], name="programme_a_reading_each")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.advice}"


class Decision(models.Model):
    """What two partners decided together of an application: proposed by one, agreed by another of another organisation.

    ring: sealed to the jury. personal: two jurors' ids; the reason by reference. kept: for good, the reason until ``erase_on``.
    """

    id = IdField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=choices(ApplicationState))
    reason = models.CharField(max_length=REF, blank=True)
    proposed_by = models.CharField(max_length=PERSON)
    proposed_for = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=PERSON, blank=True)
    agreed_for = models.ForeignKey(
        "network.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-proposed_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(agreed_at=None, withdrawn_at=None),
                name="programme_one_decision_waits",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | ~Q(agreed_for=F("proposed_for")), name="programme_two_partners_decide"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class InterviewSlot(models.Model):
    """A time offered for an interview; the candidate invited to one chooses it on their page, or the jury gives it.

    ring: sealed to the jury. personal: none by itself. kept: until the call's ``erase_on``.
    """

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField(max_length=200, blank=True)
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.SET_NULL, related_name="slot"
    )
    made_by = models.CharField(max_length=PERSON)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "starts_at", "place"], name="programme_a_slot_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class ReplyTemplate(models.Model):
    """A letter of the programme to candidates, in French and English, with ``{prenom}``-like places (``rules.replies``).

    ring: shared. personal: none. kept: for good.
    """

    id = IdField()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="reply_templates")
    kind = models.CharField(max_length=12, choices=choices(ReplyKind))
    subject = models.JSONField(default=dict)
    body = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "kind"], name="programme_one_template_per_kind")
        ]

    def __str__(self) -> str:
        return self.kind


class Reply(models.Model):
    """A letter that was sent, or copied by hand, to one candidate: of each kind once. Its text is shown on their page.

    ring: sealed to the jury. personal: by reference. kept: that it was sent for good, the text until ``erase_on``.
    """

    id = IdField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=12, choices=choices(ReplyKind))
    text = models.CharField(max_length=REF, blank=True)
    mailed = models.BooleanField(default=False)
    by = models.CharField(max_length=PERSON)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "kind"], name="programme_a_reply_once")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"
