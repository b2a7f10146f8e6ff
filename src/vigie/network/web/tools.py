"""Common tools: what is agreed, by whom, what changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import now, whole_number
from vigie.ui.api import toast

from ..acting import Acting, check
from ..actions.register import agree_tool, propose_tool
from ..hooks import kept_above
from ..models import SharedTool
from ..queries import organisations
from ..queries.circle import circle
from ..queries.communiques import tool, tools
from ..requests import acting_of
from ..rules.permissions import Permission
from .forms_communiques import ToolForm
from .history import object_history
from .journeys import attempt


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the common tools, and how far each is agreed."""
    acting = acting_of(request)
    homes = _homes(acting)
    context = {
        "lines": [_line(acting, row, homes) for row in tools(acting)],
        "above": kept_above(),
        "keeps": acting.can(Permission.KEEP_TOOLS),
    }
    return render(request, "network/tools.html", context)


@require_safe
def one(request: HttpRequest, tool_id: str) -> HttpResponse:
    """Show a tool: its newest version, who agreed, what changed since the first."""
    acting = acting_of(request)
    row = tool(acting, tool_id)
    context = {
        **_line(acting, row, _homes(acting)),
        "versions": list(row.versions.all()),
        "speaks": acting.can(Permission.SPEAK_FOR),
        "ours": row.organisation_id == acting.organisation and acting.can(Permission.KEEP_TOOLS),
        "history": object_history(acting, "tool", row.id),
    }
    return render(request, "network/tool.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, tool_id: str = "") -> HttpResponse:
    """Propose a tool or a new version."""
    acting = acting_of(request)
    check(acting, Permission.KEEP_TOOLS)
    row = tool(acting, tool_id) if tool_id else None
    last = row.versions.first() if row else None
    initial = {"name": row.name, "body": last.body, "link": last.link} if row and last else {}
    form = ToolForm(request.POST or None, initial=initial)
    made: list[str] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(propose_tool(acting=acting, tool_id=tool_id, now=now(), **form.cleaned_data))
    ):
        toast(request, _("Version proposée. Chaque association dit si elle travaille avec."))
        return redirect("network:tool", made[0])
    return render(request, "network/tool_form.html", {"form": form, "row": row})


@require_POST
def agree(request: HttpRequest, tool_id: str) -> HttpResponse:
    """Agree with the version that was read."""
    number = whole_number(request.POST.get("number"))
    agree_tool(acting=acting_of(request), tool_id=tool_id, number=number, now=now())
    toast(request, _("Signé pour votre association."))
    return redirect("network:tool", tool_id)


def _homes(acting: Acting) -> dict[str, str]:
    ids = circle(acting)
    return {card.id: card.short_name or card.name for card in organisations(using_vigie=True) if card.id in ids}


def _line(acting: Acting, row: SharedTool, homes: dict[str, str]) -> dict[str, object]:
    last = next(iter(row.versions.all()), None)
    signed = {a.organisation_id: a for a in last.agreements.all()} if last else {}
    return {
        "row": row,
        "last": last,
        "signed": [(str(a.organisation), a.signed_on) for a in signed.values()],
        "missing": [name for home, name in homes.items() if home not in signed],
        "agreed": not [home for home in homes if home not in signed],
        "to_sign": acting.organisation not in signed,
        "of": len(homes),
    }
