"""Pages about forms: what phones are offered, publish one, read what it shares, print it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import LANGUAGES, Missing, Refusal, now
from vigie.network.api import Permission, acting_of, can, check
from vigie.ui.api import file_name, toast

from ..actions.forms import list_form, publish_form, review_rings
from ..pack import PACK, paper_pdf
from ..queries.cards import VersionCard, form_cards, form_workbook, version_card
from .inputs import PublishForm, row_problems, tell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Show the association's own forms and those of the pack."""
    acting = acting_of(request)
    cards = form_cards(acting=acting)
    context = {
        "own": [card for card in cards if card.own],
        "pack": [card for card in cards if not card.own],
        "may_publish": can(acting, Permission.PUBLISH_FORM),
        "paper_languages": LANGUAGES.values(),
    }
    return render(request, "collection/forms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """Publish a workbook, or say row by row what is wrong in it."""
    acting = acting_of(request)
    check(acting, Permission.PUBLISH_FORM)
    form = PublishForm(request.POST or None, request.FILES or None)
    problems: list[tuple[int | None, str]] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = publish_form(acting=acting, xlsx=data["file"].read(), testimony=data["testimony"], now=now())
        except Refusal as refusal:
            problems = row_problems(refusal)
            tell(form, refusal)
        else:
            toast(request, _("Publié : les téléphones le recevront à leur prochaine connexion."))
            return redirect("collection:form", version_id=made.id)
    status = 422 if request.method == "POST" else 200
    return render(request, "collection/publish.html", {"form": form, "problems": problems}, status=status)


@require_safe
def form(request: HttpRequest, version_id: str) -> HttpResponse:
    """Show one version: its questions, what leaves the sealed ring, who reviewed it."""
    acting = acting_of(request)
    version = version_card(acting=acting, version_id=version_id)
    reviews = version.card.to_review and can(acting, Permission.REVIEW_RINGS)
    context = {
        "version": version,
        "may_review": reviews and not version.published_by_me,
        "waits_for_another": reviews and version.published_by_me,
        "may_publish": version.card.own and can(acting, Permission.PUBLISH_FORM),
        "paper": _has_paper(version),
        "paper_languages": LANGUAGES.values(),
    }
    return render(request, "collection/form.html", context)


@require_POST
def review(request: HttpRequest, version_id: str) -> HttpResponse:
    """Agree, as a second person, to what a version shares."""
    review_rings(acting=acting_of(request), version_id=version_id, now=now())
    toast(
        request,
        _("Relu. Les réponses partagées des prochains relevés seront lisibles dans l’association dès l’arrivée."),
    )
    return redirect("collection:form", version_id=version_id)


@require_POST
def offer(request: HttpRequest, version_id: str) -> HttpResponse:
    """Offer a form to phones again, or take it off them."""
    acting = acting_of(request)
    version = version_card(acting=acting, version_id=version_id)
    listed = request.POST.get("listed") == "yes"
    list_form(acting=acting, form_id=version.form_pk, listed=listed, now=now())
    told = (
        _("Proposé de nouveau aux téléphones.")
        if listed
        else _("Retiré des téléphones. Les relevés déjà remplis arrivent encore.")
    )
    toast(request, told)
    return redirect("collection:form", version_id=version_id)


@require_safe
def paper(request: HttpRequest, version_id: str) -> HttpResponse:
    """Return a form of the pack as an A4 sheet, in the language asked for."""
    version = version_card(acting=acting_of(request), version_id=version_id)
    language = request.GET.get("langue") or (get_language() or "fr").split("-")[0]
    if not _has_paper(version) or language not in LANGUAGES:
        raise Missing("collection.form")
    response = HttpResponse(paper_pdf(version.card.form_id, language), content_type="application/pdf")
    name = file_name(f"{version.card.form_id}-{language}.pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_safe
def workbook(request: HttpRequest, version_id: str) -> HttpResponse:
    """Return the workbook a version was made from, to start another from it."""
    name, content = form_workbook(acting=acting_of(request), version_id=version_id)
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=file_name(name)) or ""
    )
    return response


def _has_paper(version: VersionCard) -> bool:
    """Say whether a version can be printed: the present one of a form of the pack."""
    return (version.card.form_id, version.card.version) in {(spec.id, spec.version) for spec in PACK}
