"""Letters to candidates: choose which, look at each, send them or copy them; write the programme's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from vigie.kernel.api import Conflict, Denied, Invalid, now
from vigie.network.api import acting_of
from vigie.ui.api import say, toast

from ..actions.replies import letters, mails, send_letters, template_of, write_template
from ..queries.access import call_of, seat
from ..rules.kinds import ReplyKind
from ..rules.replies import PLACES
from ..wording import REPLIES


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Show the letters of a kind as each candidate will read them; send those ticked.

    Raises:
        Http404: no such kind.
    """
    acting = acting_of(request)
    wanted = _kind(kind)
    call, _juror = seat(acting, slug)
    address = request.build_absolute_uri(reverse("programme_public:follow"))
    if request.method == "POST":
        return _post(request, slug, wanted, address)
    subject, body = template_of(call, wanted)
    context = {
        "call": call,
        "kind": wanted.value,
        "title": REPLIES[wanted],
        "letters": letters(acting=acting, slug=slug, kind=wanted, address=address),
        "mails": mails(),
        "subject": subject,
        "body": body,
        "places": [f"{{{place}}}" for place in PLACES],
        "kinds": list(REPLIES.items()),
        "runs": call_of(acting, slug).runs,
    }
    return render(request, "programme/letters.html", context)


def _post(request: HttpRequest, slug: str, kind: ReplyKind, address: str) -> HttpResponse:
    acting, posted = acting_of(request), request.POST
    try:
        if posted.get("what") == "template":
            texts = {name: {c: posted.get(f"{name}_{c}", "") for c in ("fr", "en")} for name in ("subject", "body")}
            write_template(acting=acting, slug=slug, kind=kind, subject=texts["subject"], body=texts["body"], now=now())
            toast(request, _("La lettre est enregistrée."))
        else:
            done = send_letters(
                acting=acting,
                slug=slug,
                kind=kind,
                application_ids=posted.getlist("application"),
                address=address,
                by_hand=posted.get("what") == "by_hand",
                now=now(),
            )
            toast(request, _("%(n)s lettres notées comme envoyées.") % {"n": done})
    except (Conflict, Invalid, Denied) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    return redirect("programme:letter", slug, kind.value)


def _kind(code: str) -> ReplyKind:
    try:
        return ReplyKind(code)
    except ValueError:
        raise Http404 from None
