"""What a programme brought out, with the objectives and themes each thing serves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from vigie.kernel.api import PARIS, Missing
from vigie.learning.api import SessionState
from vigie.learning.api import sessions as trainings
from vigie.network.api import Acting, Permission, can, communiques

from ..models import Mission, Phase, Programme
from ..models.life import CapitalisationDocument, Evening, Experience, Post, Report
from ..models.outputs import OutputLink
from ..rules.life.states import DocumentState, EveningState, PostState, ReportState
from ..rules.outputs import OutputKind, Ties, all_themes, fold_theme, ties_of
from ..rules.states import MissionState
from ..rules.texts import said
from .access import missions
from .life.access import lived

BEGUN = [state.value for state in (MissionState.RUNNING, MissionState.PAUSED, MissionState.ENDED)]
KEPT = [DocumentState.FINAL.value, DocumentState.PUBLISHED.value]


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that came out. ``years``: those it belongs to; ``own``: somebody said what it serves, its mission did not.

    ``page``: where it is read; empty when that page does not open to who asks.
    """

    kind: OutputKind
    object_id: str
    title: str
    page: str
    years: tuple[int, ...]
    ties: Ties
    own: bool

    def serves_theme(self, theme: str) -> bool:
        """Say whether it is about a theme, whatever its case."""
        return fold_theme(theme) in {fold_theme(one) for one in self.ties.themes}


def outputs(acting: Acting, programme: Programme, *, now: dt.datetime, year: int = 0) -> list[Output]:
    """Return what came out of a programme, of one year when given: missions that began, reports accepted, posts out,
    documents finished, experience sheets, evenings, and the trainings held and communiqués out of the association acted for.

    A partner sees those of the missions it is in. A training or communiqué is here once somebody linked it; for whoever runs
    the programme, at once.
    """
    links = {(row.kind, row.object_id): Ties(tuple(row.objectives), tuple(row.themes)) for row in _links(programme)}
    runs = programme.operator_id == acting.organisation
    found = []
    for source in (_missions(acting, programme, now), _of_missions(acting, programme), _of_house(acting, now)):
        for output, inherited in source:
            key = (output.kind.value, output.object_id)
            if output.kind in {OutputKind.TRAINING, OutputKind.COMMUNIQUE} and not runs and key not in links:
                continue
            ties = ties_of(links.get(key), inherited)
            found.append(_with(output, ties, own=key in links or output.kind is OutputKind.MISSION))
    return [one for one in found if not year or year in one.years]


def output(acting: Acting, programme: Programme, kind: str, object_id: str, *, now: dt.datetime) -> Output:
    """Return one thing that came out.

    Raises:
        Missing: ``programme.no_output``.
    """
    for one in outputs(acting, programme, now=now):
        if (one.kind.value, one.object_id) == (kind, object_id):
            return one
    raise Missing("programme.no_output")


def themes_of(programme: Programme, found: list[Output]) -> list[str]:
    """Return the themes of a programme: those it announces, then those that things are about."""
    return all_themes(programme.themes, (theme for one in found for theme in one.ties.themes))


def _links(programme: Programme) -> list[OutputLink]:
    return list(OutputLink.objects.filter(programme=programme))


def _with(output: Output, ties: Ties, *, own: bool) -> Output:
    return Output(output.kind, output.object_id, output.title, output.page, output.years, ties, own)


def _bare(kind: OutputKind, object_id: str, title: str, page: str, *days: dt.date | dt.datetime | None) -> Output:
    local = (day.astimezone(PARIS) if isinstance(day, dt.datetime) else day for day in days if day)
    years = tuple(dict.fromkeys(day.year for day in local))
    return Output(kind, object_id, title, page, years, Ties(), own=False)


Pairs = Iterator[tuple[Output, Ties]]


def _ties(mission: Mission | None) -> Ties:
    return Ties(tuple(mission.objectives), tuple(mission.themes)) if mission else Ties()


def _missions(acting: Acting, programme: Programme, now: dt.datetime) -> Pairs:
    rows = missions(acting).filter(session__programme=programme, state__in=BEGUN)
    for row in rows.prefetch_related(Prefetch("phases", Phase.objects.order_by("starts"))):
        spans = [(p.starts, min(p.ends, row.ended_on or p.ends)) for p in row.phases.all()]
        lived = {year for start, end in spans for year in range(start.year, end.year + 1)}
        years = tuple(sorted(year for year in lived if year <= now.astimezone(PARIS).year))
        page = reverse("programme:mission", args=[row.slug])
        yield Output(OutputKind.MISSION, row.id, said(row.title), page, years, Ties(), own=True), _ties(row)


def _of_missions(acting: Acting, programme: Programme) -> Pairs:
    seen = missions(acting).filter(session__programme=programme).values("id")
    opens = set(lived(acting).values_list("id", flat=True))
    for report in Report.objects.filter(mission__in=seen, state=ReportState.ACCEPTED.value).select_related("mission"):
        page = reverse("programme:report", args=[report.mission.slug, report.number])
        page = page if report.mission_id in opens else ""
        title = f"{report.number} · {said(report.mission.title)}"
        yield _bare(OutputKind.REPORT, report.id, title, page, report.decided_at), _ties(report.mission)
    posts = Post.objects.filter(programme=programme, state=PostState.PUBLISHED.value).select_related("mission")
    for post in posts:
        ties = Ties(_ties(post.mission).objectives, tuple(post.themes) or _ties(post.mission).themes)
        page = reverse("programme_blog:post", args=[post.slug])
        yield _bare(OutputKind.POST, post.id, post.title, page, post.published_at), ties
    documents = CapitalisationDocument.objects.filter(mission__in=seen, state__in=KEPT).select_related("mission")
    for document in documents:
        page = reverse("programme:passing", args=[document.mission.slug]) if document.mission_id in opens else ""
        yield (
            _bare(OutputKind.DOCUMENT, document.id, document.title, page, document.created_at),
            _ties(document.mission),
        )
    for sheet in Experience.objects.filter(programme=programme).select_related("mission"):
        ties = Ties(_ties(sheet.mission).objectives, tuple(sheet.themes) or _ties(sheet.mission).themes)
        yield _bare(OutputKind.EXPERIENCE, sheet.id, sheet.title, reverse("programme:library"), sheet.at), ties
    for evening in Evening.objects.filter(session__programme=programme, state=EveningState.HELD.value):
        page = reverse("programme_evening:evening", args=[evening.slug])
        yield _bare(OutputKind.EVENING, evening.id, said(evening.title), page, evening.at), Ties()


def _of_house(acting: Acting, now: dt.datetime) -> Pairs:
    """Yield the trainings held and the communiqués out of the association acted for: they have no mission to inherit from."""
    if can(acting, Permission.SEE_LEARNING):
        for card in trainings(acting, now=now)[1]:
            if card.own and card.state is SessionState.HELD:
                page = reverse("learning:session", args=[card.id])
                yield _bare(OutputKind.TRAINING, card.id, card.title, page, card.starts), Ties()
    for row in communiques(acting):
        if row.published_at and row.organisation_id == acting.organisation:
            page = reverse("network:communique", args=[row.slug])
            yield _bare(OutputKind.COMMUNIQUE, row.id, row.title, page, row.published_at), Ties()
