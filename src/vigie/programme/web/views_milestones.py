"""What is expected of a mission: add it, mark it done, take it off. Shown on the mission's own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vigie.kernel.api import Invalid, now
from vigie.network.api import Acting, acting_of
from vigie.ui.api import say, toast

from ..actions import milestones as acts
from ..queries.access import mission_of
from ..rules.kinds import MilestoneKind
from .forms import tell
from .forms_milestones import MilestoneForm


@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Add something expected, mark it, take it off."""
    acting, what = acting_of(request), request.POST.get("what", "")
    if what == "add":
        return _add(request, acting, slug)
    stone = request.POST.get("milestone", "")
    if what == "remove":
        acts.remove_milestone(acting=acting, slug=slug, milestone_id=stone, now=now())
        toast(request, _("L’étape n’est plus attendue."))
    elif what in {"done", "open"}:
        acts.settle_milestone(acting=acting, slug=slug, milestone_id=stone, done=what == "done", now=now())
        toast(request, _("L’étape est faite.") if what == "done" else _("L’étape est de nouveau à faire."))
    else:
        mission_of(acting, slug, work=True)
        toast(request, say(Invalid("programme.cannot_move")), level=messages.ERROR)
    return redirect("programme:mission", slug)


def _add(request: HttpRequest, acting: Acting, slug: str) -> HttpResponse:
    row = mission_of(acting, slug, work=True).mission
    form = MilestoneForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            acts.add_milestone(
                acting=acting,
                slug=slug,
                kind=MilestoneKind(data["kind"]),
                title=data["title"],
                due=data["due"],
                now=now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("L’étape est sur la liste de ce qui est attendu."))
            return redirect("programme:mission", slug)
    return render(request, "programme/milestone_form.html", {"form": form, "mission": row}, status=400)
