"""Working groups: the list, one group, beginning, entering, leaving."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import ActorId, now, today
from vigie.ui.api import toast

from ..acting import check
from ..actions.groups import begin_group, end_group, join_group, leave_group
from ..queries import colleagues
from ..queries.groups import group, groups, in_group, recent_meetings
from ..requests import acting_of
from ..rules.permissions import Permission
from .forms_groups import GroupForm
from .history import object_history
from .journeys import attempt


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the groups of the circle."""
    acting = acting_of(request)
    context = {
        "lines": [(row, _homes(row)) for row in groups(acting, day=today())],
        "ended": groups(acting, day=today(), ended=True),
        "begins": acting.can(Permission.SPEAK_FOR),
    }
    return render(request, "network/groups.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a group."""
    acting = acting_of(request)
    check(acting, Permission.SPEAK_FOR)
    form = GroupForm(request.POST or None)
    made: list[str] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(begin_group(acting=acting, now=now(), **form.cleaned_data))
    ):
        toast(request, _("Groupe ouvert. Les autres associations sont prévenues."))
        return redirect("network:group", made[0])
    return render(request, "network/group_form.html", {"form": form})


@require_safe
def one(request: HttpRequest, group_id: str) -> HttpResponse:
    """Show a group: what for, who, its meetings for whoever is in it."""
    acting = acting_of(request)
    row = group(acting, group_id)
    inside = in_group(acting, row)
    mine = {m.person_id for m in row.members.all() if m.organisation_id == acting.organisation}
    speaks = acting.can(Permission.SPEAK_FOR)
    members = groupby(row.members.all(), key=lambda m: str(m.organisation))
    context = {
        "row": row,
        "inside": inside,
        "am_in": acting.actor in mine,
        "may_join": acting.actor not in mine and (speaks or (inside and bool(mine))),
        "over": row.ends is not None and row.ends < today(),
        "members": [(home, [m.person.name for m in held]) for home, held in members],
        "colleagues": [c for c in colleagues(acting.organisation, day=today()) if c.id not in mine] if speaks else [],
        "meetings": [m for m in recent_meetings(acting) if m.group_id == row.id] if inside else [],
        "ends_it": speaks and row.organisation_id == acting.organisation,
        "history": object_history(acting, "group", row.id),
    }
    return render(request, "network/group.html", context)


@require_POST
def join(request: HttpRequest, group_id: str) -> HttpResponse:
    """Enter a group, or let a colleague in."""
    person = request.POST.get("person", "")
    join_group(acting=acting_of(request), group_id=group_id, person_id=ActorId(person) if person else None, now=now())
    return redirect("network:group", group_id)


@require_POST
def leave(request: HttpRequest, group_id: str) -> HttpResponse:
    """Leave a group."""
    leave_group(acting=acting_of(request), group_id=group_id, now=now())
    toast(request, _("Vous n’êtes plus dans ce groupe."))
    return redirect("network:group", group_id)


@require_POST
def end(request: HttpRequest, group_id: str) -> HttpResponse:
    """End a group."""
    end_group(acting=acting_of(request), group_id=group_id, now=now())
    toast(request, _("Le groupe a pris fin. Ce qu’il a écrit reste."))
    return redirect("network:group", group_id)


def _homes(row: object) -> str:
    members = row.members.all()  # type: ignore[attr-defined] # a group, with its members at hand
    return ", ".join(dict.fromkeys(str(m.organisation) for m in members))
