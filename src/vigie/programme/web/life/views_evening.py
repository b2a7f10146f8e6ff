"""An evening of restitution, as anyone sees it: what it is, when, where, what was made; say that one comes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import Conflict, Invalid, now

from ...actions.life.evenings import register
from ...models.life import Evening
from ...queries.life.passing import public_documents, public_evening, public_file
from ...queries.life.reading import kept
from ...rules.life.states import EveningState
from ...rules.spam import why_held
from ...rules.texts import said, slug_of
from ..forms import tell
from ..public import count_begun, public, seconds_since, stamp
from .common import given
from .forms_passing import RegisterForm


@public
@require_http_methods(["GET", "POST"])
def evening(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an evening; say that one comes, with a first name or none."""
    row = public_evening(slug)
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mark = request.POST.get("mark", "")
        held = why_held(trap=request.POST.get("site", ""), seconds=seconds_since(mark), already=count_begun(request))
        try:
            _come(slug, form, held=bool(held))
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            language = (get_language() or "fr").split("-")[0]
            return redirect(f"{reverse('programme_evening:evening', args=[slug])}?langue={language}&inscrit=1#venir")
    context = {
        "evening": row,
        "form": form,
        "open": row.state == EveningState.OPEN and row.at > now(),
        "done": request.GET.get("inscrit") == "1",
        "documents": public_documents(row),
        "mark": stamp(),
        "linked": _linked(request, row),
    }
    return render(request, "programme/life/public/evening.html", context, status=400 if form.is_bound else 200)


def _come(slug: str, form: RegisterForm, *, held: bool) -> None:
    if held:
        raise Invalid("programme.slow_form")
    register(slug=slug, name=form.cleaned_data["name"], people=form.cleaned_data["people"], now=now())


def _linked(request: HttpRequest, row: Evening) -> dict[str, object]:
    language = (get_language() or "fr").split("-")[0]
    status = "EventCancelled" if row.state == EveningState.CANCELLED else "EventScheduled"
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": said(row.title, language),
        "startDate": row.at.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "location": {"@type": "Place", "name": row.place},
        "organizer": {"@type": "Organization", "name": row.session.programme.operator.name},
        "url": request.build_absolute_uri(reverse("programme_evening:evening", args=[row.slug])),
    }


@public
@require_GET
def file(request: HttpRequest, slug: str, file_id: str) -> HttpResponse:  # noqa: ARG001 -- a view
    """Give a file of an evening's page."""
    row = public_file(slug, file_id)
    data, media = kept(row.file, row.media_type)
    return given(data, media, slug_of(str(row)) or "document")
