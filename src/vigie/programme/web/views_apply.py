"""A candidate's own pages: apply, come back with a code, add files, send, choose a time, withdraw. No account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from vigie.kernel.api import Conflict, Invalid, Missing, Refusal, now, today
from vigie.ui.api import say, toast

from ..actions import applying
from ..models import Application
from ..people import candidate_of, words_of
from ..queries.cards import asked_of, deadline_of, open_calls, public_call
from ..rules.calls import is_late
from ..rules.eligibility import Answered, notes
from ..rules.kinds import FileKind
from ..rules.spam import why_held
from ..rules.states import APPLICATION_MOVES, ApplicationState, can_move
from .forms_apply import ApplyForm, initial_of, tell
from .public import count_begun, private, seconds_since, slow_down, stamp

KEY = "programme_application"
SECRET = "programme_secret"  # noqa: S105 -- the name of a place in the session


@sensitive_post_parameters()
@private
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an application: what is written is kept at once, and a code opens it again."""
    shown = public_call(slug, day=today())
    if not shown.takes:
        context = {"call": shown.call, "shown": shown, "others": open_calls(day=today(), but=slug)}
        return render(request, "programme/public/closed.html", context, status=410)
    form = ApplyForm(request.POST or None, call=shown.call)
    if request.method == "POST" and form.is_valid():
        try:
            begun = applying.begin(
                slug=slug,
                answers=form.answers(),
                language=(get_language() or "fr").split("-")[0],
                held=why_held(
                    trap=request.POST.get("site", ""),
                    seconds=seconds_since(request.POST.get("mark", "")),
                    already=count_begun(request),
                ),
                now=now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            request.session[KEY], request.session[SECRET] = begun.id, begun.secret
            return redirect("programme_public:application")
    status = 400 if form.is_bound else 200
    context = {"form": form, "call": shown.call, "shown": shown, "mark": stamp()}
    return render(request, "programme/public/apply.html", context, status=status)


@sensitive_post_parameters()
@private
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Open one's application again by its code, typed, or read by the page itself after the ``#`` of its address."""
    sentence = ""
    if request.method == "POST":
        try:
            request.session[KEY] = applying.find(request.POST.get("code", "")).id
        except Missing as refusal:
            slow_down(request)
            sentence = say(refusal)
        else:
            request.session.pop(SECRET, None)
            return redirect("programme_public:application")
    return render(request, "programme/public/follow.html", {"sentence": sentence}, status=400 if sentence else 200)


@private
@require_http_methods(["GET"])
def application(request: HttpRequest) -> HttpResponse:
    """Show one's application: what lacks, what it means for the call, where it stands."""
    row = _mine(request)
    if row is None:
        return redirect("programme_public:follow")
    candidate = candidate_of(row)
    answered = Answered(row.age_band, candidate.served, candidate.licence, candidate.car, candidate.languages)
    secret = str(request.session.get(SECRET, ""))
    context = {
        "row": row,
        "call": row.call,
        "candidate": candidate,
        "notes": notes(asked_of(row.call), answered),
        "missing": applying.missing_parts(row, candidate),
        "files": list(row.files.all()),
        "others_enough": row.files.filter(kind=FileKind.OTHER.value).count() >= applying.MOST_FILES - 2,
        "editable": _editable(row),
        "may_withdraw": can_move(APPLICATION_MOVES, ApplicationState(row.state), ApplicationState.WITHDRAWN),
        "secret": "-".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "link": request.build_absolute_uri(reverse("programme_public:follow")) + f"#{secret}" if secret else "",
        "late_now": is_late(deadline_of(row.call), today()),
        **_times(row),
        "replies": _replies(row),
    }
    return render(request, "programme/public/application.html", context)


def _editable(row: Application) -> bool:
    open_states = {ApplicationState.DRAFT, ApplicationState.RECEIVED, ApplicationState.COMPLETE}
    return row.state in open_states and not row.readings.exists()


def _times(row: Application) -> dict[str, object]:
    if row.state != ApplicationState.INTERVIEW:
        return {"slots": [], "chosen": None}
    free = row.call.slots.filter(application=None, starts_at__gt=now())
    return {"slots": list(free), "chosen": row.call.slots.filter(application=row).first()}


def _replies(row: Application) -> list[tuple[object, str]]:
    rows = list(row.replies.all())
    texts = words_of(reply.text for reply in rows)
    return [(reply, texts[reply.text]) for reply in rows if reply.text in texts]


@sensitive_post_parameters()
@private
@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest) -> HttpResponse:
    """Correct one's answers."""
    row = _mine(request)
    if row is None:
        return redirect("programme_public:follow")
    first = initial_of(candidate_of(row), row.age_band, row.mission_id or "")
    form = ApplyForm(request.POST or None, initial=first, call=row.call)
    if request.method == "POST" and form.is_valid():
        try:
            applying.change(application_id=row.id, answers=form.answers(), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("Vos réponses sont gardées."))
            return redirect("programme_public:application")
    context = {"form": form, "call": row.call, "row": row}
    return render(request, "programme/public/apply.html", context, status=400 if form.is_bound else 200)


@private
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Keep one or more files; one that is refused leaves everything else as it is."""
    row = _mine(request)
    if row is None:
        return redirect("programme_public:follow")
    kept = 0
    for kind in FileKind:
        for upload in request.FILES.getlist(kind.value):
            try:
                applying.add_file(application_id=row.id, kind=kind, data=upload.read(), now=now())
                kept += 1
            except Refusal as refusal:
                toast(request, say(refusal), level=messages.ERROR)
    if kept:
        toast(request, _("Fichier gardé."))
    elif not request.FILES:
        toast(request, say(Invalid(_nothing_came(request))), level=messages.ERROR)
    return redirect("programme_public:application")


def _nothing_came(request: HttpRequest) -> str:
    """Say why no file came: past the limit of one post, the house stops reading."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    return "programme.file_too_large" if length > 10_000_000 else "programme.file_empty"


@private
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Send, take a file back, choose a time, withdraw, or leave this computer."""
    row = _mine(request)
    what = request.POST.get("what", "")
    if row is None or what == "leave":
        request.session.pop(KEY, None)
        request.session.pop(SECRET, None)
        return redirect("programme_public:follow")
    try:
        _do(request, row, what)
    except (Conflict, Invalid, Missing) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    return redirect("programme_public:application" if what != "withdraw" else "programme_public:calls")


def _do(request: HttpRequest, row: Application, what: str) -> None:
    moment = now()
    if what == "send":
        sent = applying.send(application_id=row.id, now=moment)
        toast(request, _("Votre candidature est arrivée, sous le numéro %(code)s.") % {"code": sent.code})
        if sent.same_as_id:
            toast(
                request,
                _("Vous aviez déjà candidaté à cet appel : les deux sont gardées, le jury lira la plus récente."),
            )
    elif what == "remove":
        applying.remove_file(application_id=row.id, file_id=request.POST.get("file", ""), now=moment)
        toast(request, _("Fichier retiré."))
    elif what == "slot":
        applying.choose_slot(application_id=row.id, slot_id=request.POST.get("slot", ""), now=moment)
        toast(request, _("Votre horaire est noté."))
    elif what == "withdraw":
        applying.withdraw(application_id=row.id, now=moment)
        request.session.pop(KEY, None)
        toast(request, _("Votre candidature est retirée, et ce que nous gardions de vous est effacé."))


def _mine(request: HttpRequest) -> Application | None:
    try:
        return applying.mine(str(request.session.get(KEY, "")))
    except Missing:
        request.session.pop(KEY, None)
        return None
