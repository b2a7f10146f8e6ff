"""Who is in a dossier, what is to be done in it, and taking back what was just done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Invalid, Missing, now, today
from vigie.network.api import Acting, acting_of
from vigie.ui.api import toast

from ..actions.dossiers import end_access, give_access
from ..actions.gathering import TakenOut, open_for_work, put_back, take_out
from ..actions.keeping import reopen_dossier
from ..actions.tasks import TaskDraft, add_task, change_task, drop_task, mark_task
from ..queries.access import accesses, enter
from ..queries.lists import tasks_of
from ..queries.people import candidates
from ..rules.access import Deed, DossierRole
from .forms_dossiers import TaskForm, tell
from .shell import around
from .undo import Kept, take, undo_address
from .words import PLACES


@require_GET
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """List who is in the dossier, and find whom to name."""
    acting = acting_of(request)
    entered = enter(acting, slug)
    text = request.GET.get("q", "").strip()[:80]
    may_name = entered.may(Deed.GIVE_ACCESS) and entered.dossier.closed_at is None
    near = candidates(acting, entered.dossier, text, day=today()) if may_name else []
    context = {
        **around(entered, "people"),
        "people": accesses(entered.dossier),
        "text": text,
        "may_name": may_name,
        "found": [(who, [(place.value, PLACES[place]) for place in who.places]) for who in near],
        "me": (acting.actor, acting.organisation),
    }
    return render(request, "cases/people.html", context)


@require_POST
def name_someone(request: HttpRequest, slug: str) -> HttpResponse:
    """Name someone of one's association, of one bound to it, or of its network."""
    acting = acting_of(request)
    dossier = enter(acting, slug, Deed.GIVE_ACCESS).dossier
    open_for_work(acting, slug)
    person, organisation = request.POST.get("person", ""), request.POST.get("organisation", "")
    near = candidates(acting, dossier, None, day=today())
    who = next((c for c in near if (c.person, c.organisation) == (person, organisation)), None)
    if who is None:
        raise Invalid("cases.not_near")
    role = request.POST.get("role", "")
    if role not in {place.value for place in who.places}:
        raise Invalid("cases.role_not_held", field="role")
    give_access(
        acting=acting, slug=slug, person=who.person, organisation=who.organisation, role=DossierRole(role), now=now()
    )
    toast(request, _("%(name)s est dans le dossier, et le sait.") % {"name": who.name})
    return redirect("cases:dossier_people", slug)


@require_POST
def end_place(request: HttpRequest, slug: str, access_id: str) -> HttpResponse:
    """Take someone off the dossier, oneself perhaps."""
    acting = acting_of(request)
    gone = next((card for card in accesses(enter(acting, slug).dossier) if card.id == access_id), None)
    end_access(acting=acting, slug=slug, access_id=access_id, now=now())
    if gone and (gone.person, gone.organisation) == (acting.actor, acting.organisation):
        toast(request, _("Vous n’êtes plus dans ce dossier."))
        return redirect("cases:dossiers")
    name = gone.name if gone else ""
    detail = {"person": gone.person, "organisation": gone.organisation, "role": gone.role.value} if gone else {}
    toast(
        request,
        _("%(name)s n’est plus dans le dossier.") % {"name": name},
        undo_url=undo_address(request, Kept("ended", slug, detail)),
    )
    return redirect("cases:dossier_people", slug)


@require_POST
def new_task(request: HttpRequest, slug: str) -> HttpResponse:
    """Add something to do."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.WORK)
    form = TaskForm(request.POST, people=accesses(entered.dossier))
    if form.is_valid():
        try:
            task_id = add_task(acting=acting, slug=slug, draft=_draft(form), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            undo_url = undo_address(request, Kept("task", slug, {"task": task_id}))
            toast(request, _("La tâche est ajoutée."), undo_url=undo_url)
            return _to_tasks(slug)
    context = {**around(entered, "dossier"), "form": form, "task": None}
    return render(request, "cases/task.html", context, status=400)


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, slug: str, task_id: str) -> HttpResponse:
    """Change what is to be done, by whom, until when."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.WORK)
    open_for_work(acting, slug)
    row = next((one for one in tasks_of(acting, entered.dossier, today=today()) if one.id == task_id), None)
    if row is None:
        raise Missing("cases.no_task")
    initial = {"what": row.what, "assigned_to": row.assigned_to, "due_on": row.due_on}
    sent = request.POST if request.method == "POST" else None
    form = TaskForm(sent, people=accesses(entered.dossier), initial=initial)
    if form.is_valid():
        try:
            change_task(acting=acting, slug=slug, task_id=task_id, draft=_draft(form), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La tâche est changée."))
            return _to_tasks(slug)
    context = {**around(entered, "dossier"), "form": form, "task": row}
    return render(request, "cases/task.html", context, status=400 if form.errors else 200)


@require_POST
def done(request: HttpRequest, slug: str, task_id: str) -> HttpResponse:
    """Say that a task is done, or is not after all."""
    is_done = request.POST.get("done", "1") == "1"
    mark_task(acting=acting_of(request), slug=slug, task_id=task_id, done=is_done, now=now())
    undo_url = undo_address(request, Kept("done", slug, {"task": task_id, "done": is_done}))
    toast(request, _("C’est fait, merci.") if is_done else _("La tâche est de nouveau à faire."), undo_url=undo_url)
    return _to_tasks(slug)


@require_POST
def undo(request: HttpRequest, name: str) -> HttpResponse:
    """Take back what was just done in a dossier."""
    acting = acting_of(request)
    kept = take(request, name)
    if kept is None:
        raise Missing("cases.nothing_to_undo")
    try:
        _take_back(acting, kept)
    except Missing as refusal:
        if refusal.code == "cases.no_dossier":
            raise
        raise Missing("cases.nothing_to_undo") from refusal
    toast(request, _("C’est annulé."))
    page = {"gathered": "dossier_facts", "removed": "dossier_facts", "ended": "dossier_people"}
    return redirect(f"cases:{page.get(kept.kind, 'dossier')}", kept.slug)


def _take_back(acting: Acting, kept: Kept) -> None:
    moment, told = now(), kept.detail
    if kept.kind == "gathered":
        take_out(acting=acting, slug=kept.slug, facts=told["facts"], now=moment)
    elif kept.kind == "removed":
        gone = [TakenOut(one["fact"], tuple(one["exhibits"]), tuple(one["attestations"])) for one in told["gone"]]
        put_back(acting=acting, slug=kept.slug, gone=gone, now=moment)
    elif kept.kind == "ended":
        person, organisation, role = told["person"], told["organisation"], DossierRole(told["role"])
        give_access(acting=acting, slug=kept.slug, person=person, organisation=organisation, role=role, now=moment)
    elif kept.kind == "task":
        drop_task(acting=acting, slug=kept.slug, task_id=told["task"], now=moment)
    elif kept.kind == "done":
        mark_task(acting=acting, slug=kept.slug, task_id=told["task"], done=not told["done"], now=moment)
    elif kept.kind == "closed":
        reopen_dossier(acting=acting, slug=kept.slug, now=moment)


def _draft(form: TaskForm) -> TaskDraft:
    told = form.cleaned_data
    return TaskDraft(told["what"], told["assigned_to"], told["due_on"])


def _to_tasks(slug: str) -> HttpResponse:
    return redirect(f"{reverse('cases:dossier', args=[slug])}#taches")
