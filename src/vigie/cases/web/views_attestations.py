"""Attestations of a dossier: begin one, see what is missing, print the blank, prepare the memory aid."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import LANGUAGES, Conflict, Invalid, now, today
from vigie.network.api import acting_of
from vigie.ui.api import file_name, toast

from ..actions.attestations import begin_attestation, change_attestation, keep_aid, tick_mentions
from ..documents.attestations import blank
from ..queries.access import Entered, enter
from ..queries.attestations import AttestationCard, attestation_of, attestations, card_of, witnessed
from ..rules.access import Deed
from ..rules.attestations import MENTIONS, Identity, Paper
from .forms_statements import AidForm, MentionsForm, WitnessForm, tell
from .shell import around
from .words_attestations import MENTIONS as SAID
from .words_attestations import MISSING, PAPERS, WORTHS, aid_lines

TAB = "attestations"


@require_http_methods(["GET", "POST"])
def attestations_page(request: HttpRequest, slug: str) -> HttpResponse:
    """List the attestations of a dossier; begin one."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.WORK if request.method == "POST" else Deed.READ)
    form = WitnessForm(request.POST if request.method == "POST" else None, facts=_facts(entered))
    if form.is_valid():
        try:
            begun = begin_attestation(acting=acting, slug=slug, about=form.about(), now=now())
        except Invalid as refusal:
            tell(form, [refusal])
        else:
            return redirect("cases:attestation", slug, begun)
    context = {
        **around(entered, TAB),
        "lines": [_line(card) for card in attestations(entered.dossier)],
        "form": form,
        "mentions": [(SAID[mention.code], mention.source) for mention in MENTIONS],
    }
    return render(request, "cases/attestations/list.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def attestation_page(request: HttpRequest, slug: str, attestation_id: str) -> HttpResponse:
    """Show an attestation: its mentions, its papers, what is missing; tick, or change what is known of the witness."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.WORK if request.method == "POST" else Deed.READ)
    row = attestation_of(entered.dossier, attestation_id)
    card = card_of(row)
    sent = request.POST if request.method == "POST" else None
    changing = sent is not None and sent.get("what") == "witness"
    witness = WitnessForm(sent if changing else None, initial=_known(card, row.fact_id), facts=_facts(entered))
    mentions = MentionsForm(sent if sent is not None and not changing else None, initial=_ticked(card))
    form = witness if changing else mentions
    if form.is_valid():
        try:
            _change(request, slug, attestation_id, form)
        except Invalid as refusal:
            tell(form, [refusal])
        else:
            toast(request, _("C’est noté."))
            return redirect("cases:attestation", slug, attestation_id)
    context = {
        **around(entered, TAB),
        **_about(card, entered, acting.organisation),
        "witness_form": witness,
        "mentions_form": mentions,
        "sources": [(SAID[mention.code], mention.source) for mention in MENTIONS],
    }
    return render(request, "cases/attestations/attestation.html", context, status=400 if form.errors else 200)


@require_GET
def blank_sheet(request: HttpRequest, slug: str, attestation_id: str) -> HttpResponse:
    """Give the blank to print, in French, with lines of help in the witness's language."""
    entered = enter(acting_of(request), slug)
    card = card_of(attestation_of(entered.dossier, attestation_id))
    content = blank(card.language, interpreter=not card.writes_french)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{file_name("attestation-a-ecrire.pdf")}"'
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def aid_page(request: HttpRequest, slug: str, attestation_id: str) -> HttpResponse:
    """Write the memory aid from what the witness saw, and seal it."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.WORK)
    row = attestation_of(entered.dossier, attestation_id)
    facts = witnessed(acting, row, today=today())
    form = AidForm(request.POST if request.method == "POST" else None, initial={"text": aid_lines(facts)})
    if form.is_valid():
        try:
            keep_aid(acting=acting, slug=slug, attestation_id=row.id, text=form.cleaned_data["text"], now=now())
        except (Invalid, Conflict) as refusal:
            tell(form, [refusal])
        else:
            toast(request, _("L’aide-mémoire est scellé."))
            return redirect("cases:attestation", slug, attestation_id)
    context = {
        **around(entered, TAB),
        "card": card_of(row),
        "form": form,
        "seen": [fact for fact in facts if fact.seen],
        "heard": [fact for fact in facts if not fact.seen],
        "replaces": bool(row.aid_ref),
    }
    return render(request, "cases/attestations/aid.html", context, status=400 if form.errors else 200)


def _change(request: HttpRequest, slug: str, attestation_id: str, form: WitnessForm | MentionsForm) -> None:
    acting = acting_of(request)
    if isinstance(form, WitnessForm):
        change_attestation(acting=acting, slug=slug, attestation_id=attestation_id, about=form.about(), now=now())
        return
    filled = form.cleaned_data
    tick_mentions(
        acting=acting,
        slug=slug,
        attestation_id=attestation_id,
        ready=filled["mentions"],
        interpreter_attests=filled["interpreter_attests"],
        signed_on=filled["signed_on"],
        now=now(),
    )


def _facts(entered: Entered) -> list[tuple[str, str]]:
    return [(fact.id, fact.kept_as) for fact in entered.dossier.facts.all()]


def _line(card: AttestationCard) -> dict[str, Any]:
    return {"card": card, "said": WORTHS[card.worth], "missing": [MISSING[code] for code in card.missing]}


def _known(card: AttestationCard, fact: str | None) -> dict[str, object]:
    return {
        "witness": card.witness,
        "fact": fact or "",
        "language": card.language,
        "writes_french": card.writes_french,
        "identity": card.identity.value,
        "domiciled": card.domiciled,
        "minor": card.minor,
    }


def _ticked(card: AttestationCard) -> dict[str, object]:
    return {
        "mentions": sorted(card.ticked),
        "interpreter_attests": card.interpreter_attests,
        "signed_on": card.signed_on,
    }


def _about(card: AttestationCard, entered: Entered, organisation: str) -> dict[str, Any]:
    wanted = [Paper.ORIGINAL]
    if card.identity is not Identity.NO or Paper.IDENTITY in card.papers:
        wanted.append(Paper.IDENTITY)
    wanted += [] if card.writes_french and not card.papers & _TRANSLATED else [Paper.TRANSLATION, Paper.INTERPRETER]
    return {
        **_line(card),
        "language": LANGUAGES[card.language],
        "papers": [(paper.value, PAPERS[paper], paper in card.papers) for paper in wanted],
        "has_aid": Paper.AID in card.papers,
        "no_identity": card.identity is Identity.NO,
        "seals_to": str(entered.dossier.organisation),
        "may_open": organisation == entered.dossier.organisation_id,
    }


_TRANSLATED = frozenset({Paper.TRANSLATION, Paper.INTERPRETER})
