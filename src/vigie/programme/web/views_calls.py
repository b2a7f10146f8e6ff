"""Calls inside the house: the list, one call and what it lacks, the page where it is written, its jury, its files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import ActorId, Conflict, Invalid, Missing, OrgId, now, today
from vigie.network.api import Acting, acting_of, people_of, person_names
from vigie.ui.api import say, toast

from ..actions import calls as acts
from ..actions.linking import ask_for_check
from ..documents.posters import poster_pdf
from ..models import Call
from ..queries.access import call_of, session_of
from ..queries.cards import call_cards, preview
from ..queries.counting import counts_of
from ..queries.readiness import readiness
from ..rules.calls import lacks
from ..rules.links import works
from ..rules.states import CALL_MOVES, CallState
from ..tasks import ask_links
from ..wording import CALL_STATES
from .forms import tell
from .forms_call import CallForm
from .page_of_call import page_of
from .views_calls_public import pdf_answer


@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """List the calls one sees."""
    acting = acting_of(request)
    return render(request, "programme/calls.html", {"cards": call_cards(acting, day=today())})


@require_http_methods(["GET", "POST"])
def new_call(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a call of a session."""
    acting = acting_of(request)
    session = session_of(acting, slug, run=True)
    form = CallForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.create_call(acting=acting, session=slug, draft=form.draft(), now=now())
        except (Invalid, Missing) as refusal:
            tell(form, refusal)
        else:
            return redirect("programme:call", made)
    context = {"form": form, "session": session}
    return render(request, "programme/call_form.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a call; someone else's save loses nothing."""
    acting = acting_of(request)
    row = call_of(acting, slug, run=True).call
    form = CallForm(request.POST or None, session=row.session, call=row)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                base = form.cleaned_data["base"]
                acts.write_call(acting=acting, slug=slug, draft=form.draft(), base=base, now=now())
            except (Invalid, Conflict, Missing) as refusal:
                tell(form, refusal)
                status = refusal.status
            else:
                toast(request, _("L’appel est enregistré."))
                return redirect("programme:call", slug)
    context = {"form": form, "session": row.session, "call": row}
    return render(request, "programme/call_form.html", context, status=status)


@require_GET
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one call: its state, what it lacks, its jury, its links, and the page as it will be read."""
    acting = acting_of(request)
    entered = call_of(acting, slug)
    row = entered.call
    seats = list(row.jury.filter(ended_at=None).select_related("organisation"))
    names = person_names(seat.person for seat in seats)
    shown = preview(row, day=today())
    context = {
        **page_of(shown),
        "entered": entered,
        "lacks": lacks(readiness(row)) if row.state == CallState.DRAFT else [],
        "moves": [to.value for to in CALL_MOVES[CallState(row.state)]] if entered.runs else [],
        "seats": [(seat, names.get(seat.person, "")) for seat in seats],
        "eligible": _eligible(row, {seat.person for seat in seats}) if entered.runs else [],
        "checked": [(link, works(link.answer)) for link in row.links.all()],
        "counts": counts_of(row),
        "address": request.build_absolute_uri(reverse("programme_public:call", args=[slug])),
        "others": list(row.session.programme.sessions.exclude(id=row.session_id)) if entered.runs else [],
        "looking": True,
        "public": row.state != CallState.DRAFT,
    }
    return render(request, "programme/call.html", context)


def _eligible(row: Call, seated: set[str]) -> list[tuple[str, str]]:
    """Return who may join the jury: people of the partners, as ``person:organisation``."""
    houses = {str(p.organisation_id): str(p.organisation) for p in row.partners.select_related("organisation")}
    operator = row.session.programme.operator
    houses[operator.id] = str(operator)
    return [
        (f"{card.id}:{house}", f"{card.name} · {name}")
        for house, name in houses.items()
        for card in people_of(OrgId(house), day=today())
        if card.id not in seated
    ]


@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish, close, archive, copy; name or take off a juror; attach or detach a file; check the links."""
    acting, what = acting_of(request), request.POST.get("what", "")
    onward: HttpResponse = redirect("programme:call", slug)
    call_of(acting, slug, run=True)
    try:
        onward = _do(request, acting, slug, what) or onward
    except ValueError:
        toast(request, say(Conflict("programme.cannot_move")), level=messages.ERROR)
    except (Conflict, Invalid, Missing) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    return onward


def _do(request: HttpRequest, acting: Acting, slug: str, what: str) -> HttpResponse | None:
    moment = now()
    if what == "juror":
        person, _colon, house = request.POST.get("juror", "").partition(":")
        acts.name_juror(acting=acting, slug=slug, person=ActorId(person), organisation_id=OrgId(house), now=moment)
    elif what == "end_juror":
        acts.end_juror(acting=acting, slug=slug, juror_id=request.POST.get("juror", ""), now=moment)
    elif what == "attach":
        _attach(request, acting, slug)
    elif what == "detach":
        acts.detach(acting=acting, slug=slug, attachment_id=request.POST.get("file", ""), now=moment)
    elif what == "links":
        row = call_of(acting, slug, run=True).call
        ask_links.enqueue(row.id, ask_for_check(acting=acting, slug=slug, now=moment))
        toast(request, _("La vérification est en cours : le résultat s’affichera ici."))
    elif what == "copy":
        made = acts.copy_call(acting=acting, slug=slug, session=request.POST.get("session", ""), now=moment)
        return redirect("programme:write_call", made)
    else:
        to = CallState(request.POST.get("to", ""))
        acts.move_call(acting=acting, slug=slug, to=to, now=moment)
        toast(request, _("L’appel est %(state)s.") % {"state": CALL_STATES[to]})
    return None


def _attach(request: HttpRequest, acting: Acting, slug: str) -> None:
    upload = request.FILES.get("file")
    if upload is None:
        raise Invalid("programme.file_empty", field="file")
    label = {code: request.POST.get(f"label_{code}", "").strip() for code in ("fr", "en")}
    label = {code: text for code, text in label.items() if text}
    acts.attach(acting=acting, slug=slug, label=label, name=upload.name or "", data=upload.read(), now=now())


@require_GET
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the poster of a call before it is published."""
    row = call_of(acting_of(request), slug).call
    address = request.build_absolute_uri(reverse("programme_public:call", args=[slug]))
    return pdf_answer(poster_pdf(preview(row, day=today()), address=address), f"{slug}.pdf")
