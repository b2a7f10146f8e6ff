"""What a mission leaves, to show: skills to whom they are, the experience library, documents, evenings."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vigie.kernel.api import FileRef, Missing, read_files
from vigie.network.api import Acting

from ...models import Mission, Session
from ...models.life import CapitalisationDocument, DocumentVersion, Evening, EveningMaterial, Experience, SkillNote
from ...rules.life.states import DocumentState, EveningState
from ..access import programmes
from .access import InLife


def skills_of(entered: InLife) -> list[tuple[SkillNote, str]] | None:
    """Return what the volunteer says they learnt, to them and to the operator; ``None`` to anybody else."""
    if not (entered.volunteer or entered.runs_here):
        return None
    rows = list(entered.mission.skills.all())
    found = read_files(FileRef(row.words) for row in rows if row.words)
    return [(row, found[FileRef(row.words)].decode() if FileRef(row.words) in found else "") for row in rows]


def experiences(acting: Acting, text: str = "") -> QuerySet[Experience]:
    """Return the sheets of the experience library of one's programmes, those that hold every word when one searches."""
    rows = Experience.objects.filter(programme__in=programmes(acting)).select_related("mission", "programme")
    for word in text.split()[:8]:
        held = Q(title__icontains=word) | Q(body__icontains=word) | Q(area__icontains=word) | Q(themes__icontains=word)
        rows = rows.filter(held)
    return rows


def documents_of(mission: Mission) -> list[CapitalisationDocument]:
    """Return the documents of a mission with their versions, the newest first in each."""
    return list(mission.documents.prefetch_related("versions"))


def version_of(mission: Mission, version_id: str) -> DocumentVersion:
    """Return one version of a document of a mission.

    Raises:
        Missing: ``programme.no_document``.
    """
    row = DocumentVersion.objects.filter(id=version_id, document__mission=mission).select_related("document").first()
    if row is None:
        raise Missing("programme.no_document")
    return row


def evenings_of(session: Session) -> QuerySet[Evening]:
    """Return the evenings of a session."""
    return session.evenings.prefetch_related("registrations", "materials")


def public_evening(slug: str) -> Evening:
    """Return an evening anyone may read of.

    Raises:
        Missing: ``programme.no_public_evening``; one in preparation is not told from none.
    """
    shown = Evening.objects.exclude(state=EveningState.DRAFT.value).filter(slug=slug)
    row = shown.select_related("session__programme__operator").prefetch_related("materials").first()
    if row is None:
        raise Missing("programme.no_public_evening")
    return row


def public_documents(row: Evening) -> list[tuple[CapitalisationDocument, DocumentVersion]]:
    """Return the published documents of the missions of an evening's session, each in its last version."""
    found = CapitalisationDocument.objects.filter(
        mission__session_id=row.session_id, state=DocumentState.PUBLISHED.value
    ).prefetch_related("versions")
    return [(one, one.versions.all()[0]) for one in found if one.versions.all()]


def public_file(slug: str, file_id: str) -> EveningMaterial | DocumentVersion:
    """Return a file that the page of an evening gives.

    Raises:
        Missing: ``programme.no_file``.
    """
    row = public_evening(slug)
    material = next((m for m in row.materials.all() if m.id == file_id), None)
    if material is not None:
        return material
    version = next((v for _document, v in public_documents(row) if v.id == file_id), None)
    if version is None:
        raise Missing("programme.no_file")
    return version
