"""Campaigns and the register of past actions; the border in dates."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import Invalid, Refusals, now, today, whole_number
from vigie.ui.api import say, toast

from ..acting import Acting, check
from ..actions.register import import_actions, note_action, sign_campaign, undo_import, write_campaign
from ..queries.communiques import ActionFilter, campaign, campaigns, date_of, past_actions
from ..requests import acting_of
from ..rules.communiques import ACTION_KINDS
from ..rules.permissions import Permission
from ..timeline import KINDS, read_on, timeline
from ..words_life import ACTION_NAMES, TIMELINE_NAMES
from .forms_communiques import CampaignForm, ImportForm, PastActionForm
from .history import object_history
from .journeys import attempt


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the campaigns of the circle."""
    acting = acting_of(request)
    rows = campaigns(acting)
    context = {
        "under_way": [row for row in rows if row.ends is None or row.ends >= today()],
        "over": [row for row in rows if row.ends is not None and row.ends < today()],
        "writes": acting.can(Permission.WRITE_COMMUNIQUE),
    }
    return render(request, "network/campaigns.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Begin or change a campaign."""
    acting = acting_of(request)
    check(acting, Permission.WRITE_COMMUNIQUE)
    row = campaign(acting, slug) if slug else None
    initial: dict[str, object] = {"starts": today()}
    if row:
        lines = "\n".join(f"{m['title']} | {m['url']}" for m in row.materials)
        names = ("name", "demand", "starts", "ends", "results", "public")
        initial = {**{name: getattr(row, name) for name in names}, "materials": lines}
    form = CampaignForm(request.POST or None, initial=initial)
    made: list[str] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(write_campaign(acting=acting, draft=form.draft(), slug=slug, now=now()))
    ):
        return redirect("network:campaign", made[0])
    return render(request, "network/campaign_form.html", {"form": form, "row": row})


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a campaign."""
    acting = acting_of(request)
    row = campaign(acting, slug)
    signatories = list(row.signatories.all())
    context = {
        "row": row,
        "signatories": signatories,
        "carries": acting.organisation in {o.id for o in signatories},
        "speaks": acting.can(Permission.SPEAK_FOR),
        "ours": row.organisation_id == acting.organisation and acting.can(Permission.WRITE_COMMUNIQUE),
        "writes": acting.can(Permission.WRITE_COMMUNIQUE),
        "actions": [(a, ACTION_NAMES[a.kind], date_of(a)) for a in row.actions.all()],
        "history": object_history(acting, "campaign", row.slug),
    }
    return render(request, "network/campaign.html", context)


@require_POST
def carry(request: HttpRequest, slug: str) -> HttpResponse:
    """Carry a campaign, or no longer."""
    take_back = request.POST.get("what") == "retirer"
    sign_campaign(acting=acting_of(request), slug=slug, take_back=take_back, now=now())
    return redirect("network:campaign", slug)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the register of what was done in public."""
    acting = acting_of(request)
    kind = request.GET.get("type", "")
    year = whole_number(request.GET.get("annee"))
    asked = ActionFilter(
        kind=kind if kind in ACTION_KINDS else "",
        year=year if 1900 <= year <= 2100 else 0,
        text=request.GET.get("q", "").replace("\x00", "").strip()[:80],
    )
    rows = past_actions(acting, asked)
    kinds = [row.kind for row in rows]
    context = {
        "lines": [(row, ACTION_NAMES[row.kind], date_of(row)) for row in rows],
        "asked": asked,
        "in_force": [
            (words, "?")
            for words in (
                ACTION_NAMES.get(asked.kind, ""),
                str(asked.year or ""),
                f"« {asked.text} »" if asked.text else "",
            )
            if words
        ],
        "kind_facets": [
            (ACTION_NAMES[k], f"?type={k}", kinds.count(k), k == asked.kind) for k in ACTION_KINDS if k in kinds
        ],
        "writes": acting.can(Permission.WRITE_COMMUNIQUE),
        "batches": list(dict.fromkeys(r.batch for r in rows if r.batch and r.organisation_id == acting.organisation)),
    }
    return render(request, "network/register.html", context)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Write one line in the register."""
    acting = acting_of(request)
    check(acting, Permission.WRITE_COMMUNIQUE)
    form = PastActionForm(
        request.POST or None, campaigns=_choices(acting), initial={"campaign": request.GET.get("campagne", "")}
    )
    if request.method == "POST" and attempt(form, lambda: note_action(acting=acting, draft=form.draft(), now=now())):
        return redirect("network:register")
    return render(request, "network/past_action_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Import a history: all of it, or the list of what is not understood."""
    acting = acting_of(request)
    check(acting, Permission.WRITE_COMMUNIQUE)
    form = ImportForm(request.POST or None, request.FILES or None)
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch, number = import_actions(acting=acting, content=file.read(1_000_001), name=file.name, now=now())
        except Refusals as told:
            wrong = [_line_said(refusal) for refusal in told.refusals]
        except Invalid as refusal:
            form.add_error("file", say(refusal))
        else:
            undo = reverse("network:undo_register_import", args=[batch])
            toast(request, _("%(n)s actions importées.") % {"n": number}, undo_url=undo)
            return redirect("network:register")
    return render(request, "network/register_import.html", {"form": form, "wrong": wrong})


@require_POST
def undo(request: HttpRequest, batch: str) -> HttpResponse:
    """Undo an import."""
    undo_import(acting=acting_of(request), batch=batch, now=now())
    toast(request, _("Import annulé."))
    return redirect("network:register")


@require_safe
def border(request: HttpRequest) -> HttpResponse:
    """Show the border in dates."""
    kind = request.GET.get("type", "")
    kind = kind if kind in KINDS else ""
    english = get_language() == "en"
    rows = [entry for entry in timeline() if not kind or entry.kind == kind]
    counts = [entry.kind for entry in timeline()]
    context = {
        "lines": [
            (entry, entry.title_en if english else entry.title, TIMELINE_NAMES[entry.kind], _facts(entry.query))
            for entry in rows
        ],
        "facets": [
            (TIMELINE_NAMES[k], "?" if k == kind else f"?type={k}", counts.count(k), k == kind)
            for k in KINDS
            if k in counts
        ],
        "in_force": [(TIMELINE_NAMES[kind], "?")] if kind else [],
        "read_on": read_on(),
    }
    return render(request, "network/border.html", context)


def _facts(query: str) -> str:
    return f"{reverse('facts:statements')}?{query}" if query else ""


def _choices(acting: Acting) -> list[tuple[str, str]]:
    return [(row.slug, row.name) for row in campaigns(acting)]


def _line_said(refusal: object) -> str:
    params = refusal.params  # type: ignore[attr-defined] # a refusal of one line
    why = say(Invalid(str(params["reason"])))
    return say(Invalid("network.bad_line", line=params["line"], why=why, value=params["value"]))
