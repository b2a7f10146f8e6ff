"""The dossiers one is named in: on a page, in the search box, on the desk, for a script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from vigie.kernel.api import PARIS, OrgId
from vigie.network.api import Acting, fold, person_names

from ..models import Dossier, DossierAccess, Task
from ..rules.access import ALLOWED, Deed, DossierRole
from ..rules.missing import Missing
from ..rules.states import DossierKind
from .access import mine
from .deadlines import DueDate, due_date, next_of_each, not_done
from .missing import missing_of

OPEN, CLOSED = "open", "closed"
NEAR_DAYS = 7
"""A deadline or a task this near waits for somebody."""


@dataclass(frozen=True, slots=True)
class DossierFilter:
    """Which dossiers: of a kind, in a state (``open``, ``closed``), with words in their title. Empty: all."""

    kind: str = ""
    state: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return self != DossierFilter()


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier in a list."""

    id: str
    slug: str
    title: str
    kind: DossierKind
    organisation_name: str
    role: DossierRole
    facts: int
    missing: tuple[Missing, ...]
    deadline: DueDate | None
    invented: bool
    created_at: dt.datetime
    closed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TaskCard:
    """Something to do. ``late``: its day has passed and nobody did it."""

    id: str
    what: str
    assigned_to: str
    assigned_name: str
    due_on: dt.date | None
    done_at: dt.datetime | None
    done_by: str
    late: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person in the dossiers they are named in. ``slug``: the one to open when there is only one."""

    deadlines: int
    unknown: int
    tasks: int
    slug: str


@dataclass(frozen=True, slots=True)
class FoundDossier:
    """A dossier found by its title."""

    slug: str
    title: str
    organisation_name: str


def listed(acting: Acting, where: DossierFilter) -> QuerySet[Dossier]:
    """Return the dossiers a person is named in, under a filter, the open ones first, then the newest."""
    rows = mine(acting).select_related("organisation").annotate(gathered=Count("facts", distinct=True))
    if where.kind:
        rows = rows.filter(kind=where.kind)
    if where.state:
        rows = rows.filter(closed_at__isnull=where.state == OPEN)
    if where.text:
        wanted = fold(where.text)
        rows = rows.filter(
            id__in=[key for key, title in mine(acting).values_list("id", "title") if wanted in fold(title)]
        )
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-created_at", "-id")


def workable(acting: Acting) -> QuerySet[Dossier]:
    """Return the open dossiers in which a person's place lets them work, the newest first."""
    roles = [role.value for role in ALLOWED[Deed.WORK]]
    places = DossierAccess.objects.filter(
        person=acting.actor, organisation=acting.organisation, ended_at=None, role__in=roles
    )
    return mine(acting).filter(id__in=places.values("dossier"), closed_at=None)


def lines(acting: Acting, dossiers: Iterable[Dossier], *, now: dt.datetime) -> list[DossierLine]:
    """Return a page of ``listed`` with what is missing and the next deadline of each, in a constant number of queries."""
    rows = list(dossiers)
    today = now.astimezone(PARIS).date()
    lacks, due = missing_of(acting, rows, today=today), next_of_each([row.id for row in rows], today=today)
    places = DossierAccess.objects.filter(
        dossier__in=rows, person=acting.actor, organisation=acting.organisation, ended_at=None
    )
    roles = dict(places.values_list("dossier", "role"))
    return [
        DossierLine(
            id=row.id,
            slug=row.slug,
            title=row.title,
            kind=DossierKind(row.kind),
            organisation_name=str(row.organisation),
            role=DossierRole(roles[row.id]),
            facts=getattr(row, "gathered", 0),
            missing=() if row.closed_at else lacks[row.id],
            deadline=due.get(row.id),
            invented=row.invented,
            created_at=row.created_at,
            closed_at=row.closed_at,
        )
        for row in rows
    ]


def tasks_of(acting: Acting, dossier: Dossier, *, today: dt.date) -> list[TaskCard]:
    """Return the tasks of a dossier, those still to do first, by their day."""
    rows = list(dossier.tasks.all())
    names = person_names({key for row in rows for key in (row.assigned_to, row.done_by) if key})
    cards = [
        TaskCard(
            id=row.id,
            what=row.what,
            assigned_to=row.assigned_to,
            assigned_name=names.get(row.assigned_to, ""),
            due_on=row.due_on,
            done_at=row.done_at,
            done_by=names.get(row.done_by, ""),
            late=row.done_at is None and row.due_on is not None and row.due_on < today,
            mine=row.assigned_to == acting.actor,
        )
        for row in rows
    ]
    return sorted(cards, key=lambda card: card.done_at is not None)


def waiting(acting: Acting, *, now: dt.datetime) -> Waiting:
    """Return what waits for a person in their open dossiers: near deadlines, deadlines without a start, tasks of theirs."""
    today = now.astimezone(PARIS).date()
    near = today + dt.timedelta(days=NEAR_DAYS)
    named = mine(acting).filter(closed_at=None)
    due = [(row.dossier_id, due_date(row, today=today).day) for row in not_done(dossier__in=named)]
    tasks = Task.objects.filter(dossier__in=named, done_at=None, assigned_to=acting.actor, due_on__lte=near)
    told = list(tasks.values_list("dossier", flat=True))
    pressing = [key for key, day in due if day is None or day <= near] + told
    slugs = list(Dossier.objects.filter(id__in=pressing).values_list("slug", flat=True))
    return Waiting(
        deadlines=sum(day is not None and day <= near for _key, day in due),
        unknown=sum(day is None for _key, day in due),
        tasks=len(told),
        slug=slugs[0] if len(slugs) == 1 else "",
    )


def find_dossiers(acting: Acting, text: str, *, limit: int = 8) -> list[FoundDossier]:
    """Return the dossiers one is named in whose title holds a text, whatever the case and accents."""
    rows = listed(acting, DossierFilter(text=text))[:limit] if text.strip() else []
    return [FoundDossier(row.slug, row.title, str(row.organisation)) for row in rows]


def dossiers_of(organisation: OrgId, *, now: dt.datetime) -> list[dict[str, object]]:
    """Return an association's dossiers as plain values, for a script on the machine. People are counted, not named."""
    people = Count("accesses", filter=Q(accesses__ended_at=None), distinct=True)
    exhibits = Count("exhibits", filter=Q(exhibits__removed_at=None), distinct=True)
    rows = list(
        Dossier.objects.filter(organisation=organisation).annotate(
            gathered=Count("facts", distinct=True),
            people=people,
            shown=exhibits,
            asked=Count("referrals", distinct=True),
        )
    )
    due = next_of_each([row.id for row in rows], today=now.astimezone(PARIS).date())
    return [
        {
            "slug": row.slug,
            "title": row.title,
            "kind": row.kind,
            "state": CLOSED if row.closed_at else OPEN,
            "invented": row.invented,
            "opened_on": row.created_at.astimezone(PARIS).date().isoformat(),
            "people": row.people,
            "facts": row.gathered,
            "exhibits": row.shown,
            "referrals": row.asked,
            "next_deadline": _plain(due[row.id]) if row.id in due else None,
        }
        for row in rows
    ]


def _plain(due: DueDate) -> dict[str, object]:
    return {"label": due.label, "day": due.day.isoformat() if due.day else None, "late": due.late}
