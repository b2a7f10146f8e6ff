"""Pages of a referral's documents: the list, making one, handing one over, the Word template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Invalid, Refusal, VaultRef, now
from vigie.network.api import acting_of
from vigie.ui.api import file_name, say, toast
from vigie.vault.api import is_keyholder, unlocked_of

from ..actions.drafting import Handed, hand_over, make_draft
from ..actions.lending_documents import lend_documents
from ..actions.word_templates import bring_template, drop_template
from ..documents.packages import LARGEST
from ..documents.word import BY_BODY, WORD, our_template
from ..models import Draft, Referral
from ..queries.access import Entered
from ..queries.documents import documents_card, draft_of, referral_of, template_in_use
from ..queries.lent import opens
from ..rules.access import Deed
from .forms_documents import OPENING, WHY, WORDS, MotiveForm, TemplateForm
from .inputs import words_of
from .shell import around


@never_cache
@require_GET
def documents(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """List what was made for a referral, and offer to make more."""
    entered, referral = referral_of(acting_of(request), slug, referral_id)
    return _page(request, entered, referral)


@never_cache
@require_POST
def make(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Make one document; what keeps it from being made is told on the page, nothing is lost."""
    acting, moment = acting_of(request), now()
    entered, referral = referral_of(acting, slug, referral_id, Deed.WORK)
    try:
        made = make_draft(
            acting=acting,
            unlocked=unlocked_of(request, now=moment),
            slug=slug,
            referral_id=referral_id,
            kind=request.POST.get("kind", ""),
            motive=words_of(request, "motive"),
            now=moment,
        )
    except Refusal as refusal:
        return _page(request, entered, referral, refusal=refusal)
    toast(request, _("Le document est fait, et scellé."))
    if made.kept_as_is:
        toast(request, _("Votre modèle n’a aucune balise : il est gardé tel quel, rien n’y est rempli."))
    if made.troubles:
        named = ", ".join(f"n° {t.number} ({WHY[t.why]})" for t in made.troubles)
        toast(request, _("Pièces qui n’y sont pas : %(named)s.") % {"named": named})
    return redirect("cases:documents", slug, referral_id)


@never_cache
@require_POST
def lend_made(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Lend what is already made to those of other associations who came since."""
    acting, moment = acting_of(request), now()
    entered, referral = referral_of(acting, slug, referral_id, Deed.WORK)
    try:
        lend_documents(acting=acting, unlocked=unlocked_of(request, now=moment), slug=slug, now=moment)
    except Refusal as refusal:
        return _page(request, entered, referral, refusal=refusal)
    toast(request, _("Ce qui est fait s’ouvre désormais pour les personnes du dossier qui y travaillent."))
    return redirect("cases:documents", slug, referral_id)


@never_cache
@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, slug: str, referral_id: str, draft_id: str) -> HttpResponse:
    """Ask why, then hand a document over, to the browser and to no cache."""
    acting, moment = acting_of(request), now()
    entered, draft = draft_of(acting, slug, referral_id, draft_id)
    form = MotiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _file(
                hand_over(
                    acting=acting,
                    unlocked=unlocked_of(request, now=moment),
                    slug=slug,
                    referral_id=referral_id,
                    draft_id=draft_id,
                    motive=form.cleaned_data["motive"],
                    now=moment,
                )
            )
        except Refusal as refusal:
            _tell(form, refusal)
    context = {
        "form": form,
        "draft": draft,
        "what": WORDS[Draft.Kind(draft.kind)][0],
        "opens": bool(opens(acting, entered.dossier, [VaultRef(draft.sealed_ref)], now=moment)),
        **_vault(request),
        **around(entered, "referrals"),
    }
    return render(request, "cases/documents/document.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Show which Word template serves, take another."""
    acting = acting_of(request)
    entered, referral = referral_of(acting, slug, referral_id, Deed.WORK)
    form = TemplateForm(request.POST or None, request.FILES or None) if request.method == "POST" else TemplateForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            tags = bring_template(
                acting=acting,
                slug=slug,
                referral_id=referral_id,
                name=file.name,
                content=file.read(LARGEST + 1),
                now=now(),
            )
        except Invalid as refusal:
            _tell(form, refusal)
        else:
            toast(request, _told(tags))
            return redirect("cases:word_template", slug, referral_id)
    card = documents_card(acting, entered, referral, now=now())
    context = {
        "form": form,
        "documents": card,
        "own": card.template is not None and card.template.organisation_id == acting.organisation,
        "general": referral.body_id not in BY_BODY,
        **around(entered, "referrals"),
    }
    return render(request, "cases/documents/template.html", context, status=422 if form.errors else 200)


@require_GET
def template_file(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Give the template that serves: it holds no one's data. ``?maison``: the house's own, to start from."""
    _entered, referral = referral_of(acting_of(request), slug, referral_id)
    own = None if "maison" in request.GET else template_in_use(referral.dossier, referral.body_id)
    content = bytes(own.content) if own else our_template(referral.body_id)
    return _file(Handed(f"modele-{referral.body_id}.docx", WORD, content))


@require_POST
def template_drop(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Go back to the house's template."""
    drop_template(acting=acting_of(request), slug=slug, referral_id=referral_id, now=now())
    toast(request, _("Le modèle de la maison sert de nouveau."))
    return redirect("cases:word_template", slug, referral_id)


def _page(
    request: HttpRequest, entered: Entered, referral: Referral, *, refusal: Refusal | None = None
) -> HttpResponse:
    card = documents_card(acting_of(request), entered, referral, now=now())
    context = {
        "documents": card,
        "kinds": [(kind, *words, kind in OPENING) for kind, words in WORDS.items()],
        "refused": say(refusal) if refusal else "",
        "refused_kind": request.POST.get("kind", ""),
        "motive": words_of(request, "motive"),
        **_vault(request),
        **around(entered, "referrals"),
    }
    return render(request, "cases/documents/list.html", context, status=422 if refusal else 200)


def _vault(request: HttpRequest) -> dict[str, Any]:
    return {
        "open": unlocked_of(request, now=now()) is not None,
        "keyholder": is_keyholder(acting_of(request)),
        "unlock_url": f"{reverse('vault:unlock')}?next={request.path}",
    }


def _told(tags: int) -> str:
    if not tags:
        return _("Ce fichier n’a aucune balise : il sera gardé tel quel, rien n’y sera rempli.")
    return ngettext(
        "Le modèle sert désormais : %(tags)s balise lue.", "Le modèle sert désormais : %(tags)s balises lues.", tags
    ) % {"tags": tags}


def _tell(form: forms.Form, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))


def _file(handed: Handed) -> HttpResponse:
    response = HttpResponse(handed.content, content_type=handed.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(handed.name)}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
