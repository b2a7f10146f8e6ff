"""Communiqués in the house: the list, writing, remarks, signatures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import Conflict, Invalid, now, today, whole_number
from vigie.ui.api import drop_draft, resumed, say, toast, unjudged

from ..acting import Acting, check, person_names
from ..actions.communiques import (
    collect,
    comment,
    move_communique,
    publish_communique,
    sign_communique,
    unsign_communique,
    write_communique,
)
from ..models import Communique
from ..queries.communiques import communique, communiques
from ..requests import acting_of
from ..rules.communiques import State, Step
from ..rules.permissions import Permission
from ..words_life import COMMUNIQUE_STATES
from .forms_communiques import ClosesForm, CommuniqueForm
from .forms_life import WordsForm
from .history import object_history
from .journeys import attempt

TEXTS = ("title", "body", "title_en", "body_en", "contact")


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show what is being written, signed, published."""
    acting = acting_of(request)
    rows = communiques(acting)
    context = {
        "under_way": [
            (row, COMMUNIQUE_STATES[row.state], _signed(acting, row)) for row in rows if not row.published_at
        ],
        "published": [row for row in rows if row.published_at],
        "writes": acting.can(Permission.WRITE_COMMUNIQUE),
    }
    return render(request, "network/communiques.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Write a communiqué."""
    acting = acting_of(request)
    check(acting, Permission.WRITE_COMMUNIQUE)
    row = communique(acting, slug) if slug else None
    draft = resumed(request, "communique", slug or "nouveau")
    initial = {**{name: getattr(row, name) for name in TEXTS}, "version": row.version} if row else {"version": 0}
    form = CommuniqueForm(request.POST or draft, initial=initial)
    theirs = ""
    if draft is not None:
        unjudged([form])
    if request.method == "POST" and form.is_valid():
        try:
            made = _save(acting, form, slug)
        except Conflict as refusal:
            if refusal.code != "network.communique_changed" or row is None:
                raise
            kept = {name: form[name].value() for name in TEXTS}
            form = CommuniqueForm({**kept, "version": row.version})
            form.add_error(None, say(refusal))
            theirs = row.body
        except Invalid as refusal:
            form.add_error(refusal.field, say(refusal))
        else:
            drop_draft(request, "communique", slug or "nouveau")
            toast(
                request,
                _("Communiqué enregistré. Les associations du réseau le lisent et peuvent y faire des remarques."),
            )
            return redirect("network:communique", made)
    context = {"form": form, "row": row, "theirs": theirs, "about": slug or "nouveau"}
    return render(request, "network/communique_form.html", context)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a communiqué; leave a remark on it."""
    acting = acting_of(request)
    row = communique(acting, slug)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: comment(acting=acting, slug=slug, words=form.cleaned_data["words"], now=now())
    ):
        return redirect("network:communique", slug)
    return render(request, "network/communique.html", {**_context(acting, row), "form": form, "closes": ClosesForm()})


@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the signatures."""
    acting = acting_of(request)
    form = ClosesForm(request.POST)
    if attempt(form, lambda: collect(acting=acting, slug=slug, closes_on=form.cleaned_data["closes_on"], now=now())):
        toast(request, _("Les associations sont invitées à signer. Le texte ne bouge plus."))
        return redirect("network:communique", slug)
    context = {**_context(acting, communique(acting, slug)), "form": WordsForm(), "closes": form}
    return render(request, "network/communique.html", context)


@require_POST
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign the version that was read, or take the signature back."""
    acting = acting_of(request)
    if request.POST.get("what") == "retirer":
        unsign_communique(acting=acting, slug=slug, now=now())
        toast(request, _("La signature de votre association est retirée."))
    else:
        version = whole_number(request.POST.get("version"))
        sign_communique(acting=acting, slug=slug, version=version, now=now())
        toast(request, _("Signé pour votre association."))
    return redirect("network:communique", slug)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish."""
    publish_communique(acting=acting_of(request), slug=slug, now=now())
    toast(request, _("Publié. La page est lisible par tout le monde."))
    return redirect("network:communique", slug)


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Write again, give up, or come back to it."""
    step = request.POST.get("step", "")
    if step not in set(Step):
        raise Conflict("network.communique_moved")
    move_communique(acting=acting_of(request), slug=slug, step=Step(step), now=now())
    return redirect("network:communique", slug)


def _save(acting: Acting, form: CommuniqueForm, slug: str) -> str:
    version = form.cleaned_data["version"]
    return write_communique(acting=acting, draft=form.draft(), slug=slug, version=version, now=now())


def _signed(acting: Acting, row: Communique) -> bool:
    return acting.organisation in {signature.organisation_id for signature in row.signatures.all()}


def _context(acting: Acting, row: Communique) -> dict[str, object]:
    ours = row.organisation_id == acting.organisation
    speaks, writes = acting.can(Permission.SPEAK_FOR), acting.can(Permission.WRITE_COMMUNIQUE)
    names = person_names({c.written_by for c in row.comments.all() if c.organisation_id == acting.organisation})
    open_now = row.state == State.COLLECTING and row.closes_on is not None and row.closes_on >= today()
    return {
        "row": row,
        "state": COMMUNIQUE_STATES[row.state],
        "comments": [(c, names.get(c.written_by, "")) for c in row.comments.all()],
        "signed": _signed(acting, row),
        "may_sign": speaks and open_now,
        "may_unsign": speaks and row.state != State.PUBLISHED,
        "may_write": ours and writes,
        "may_publish": ours and speaks and row.state == State.COLLECTING,
        "history": object_history(acting, "communique", row.slug),
    }
