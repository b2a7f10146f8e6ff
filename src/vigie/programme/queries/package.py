"""What an organisation takes away of the programmes it runs when it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vigie.kernel.api import FileRef, NoFile, Parcel, json_parcel, read_file
from vigie.network.api import Acting, Permission, check

from ..models import Mission, Programme
from ..models.life import DocumentVersion, Post
from ..rules.life.states import PostState, ReportState

SUFFIXES = {"application/pdf": ".pdf", "application/vnd.oasis.opendocument.text": ".odt"}


def package(acting: Acting) -> Iterator[Parcel]:
    """Yield programmes with sessions and missions, accepted reports, published posts, and the documents missions left.

    Candidates, papers, contacts and debriefs of volunteers are not there: they were entrusted for one purpose, and end with it.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    own = Programme.objects.filter(operator_id=acting.organisation)
    if not own.exists():
        return
    rows = Mission.objects.filter(session__programme__in=own).select_related("session")
    missions = list(rows.prefetch_related("phases", "partners__organisation", "reports"))
    yield json_parcel(
        "programme/programmes.json",
        [{"nom": p.name, "methode": p.method, "objectifs": p.objectives, "themes": p.themes} for p in own],
    )
    yield json_parcel("programme/missions.json", [_mission(row) for row in missions])
    posts = Post.objects.filter(programme__in=own, state=PostState.PUBLISHED.value)
    yield json_parcel(
        "programme/billets.json",
        [{"titre": p.title, "texte": p.body, "signe": p.signed, "themes": p.themes, "paru": p.published_at} for p in posts],
    )  # fmt: skip
    for version in DocumentVersion.objects.filter(document__mission__in=missions):
        try:
            data = read_file(FileRef(version.file))
        except NoFile:
            continue
        suffix = SUFFIXES.get(version.media_type, ".docx")
        yield Parcel(f"programme/documents/{version.document_id}-{version.number}{suffix}", [data], packed=True)


def _mission(row: Mission) -> dict[str, Any]:
    return {
        "titre": row.title,
        "session": row.session.title,
        "etat": row.state,
        "objectif": row.objective,
        "taches": row.tasks,
        "objectifs": row.objectives,
        "themes": row.themes,
        "partenaires": [{"organisation": str(p.organisation), "part": p.part} for p in row.partners.all()],
        "phases": [{"sorte": p.kind, "debut": p.starts, "fin": p.ends} for p in row.phases.all()],
        "rapports": [
            {"numero": r.number, "parties": r.parts, "texte": r.content}
            for r in row.reports.all()
            if r.state == ReportState.ACCEPTED
        ],
    }
