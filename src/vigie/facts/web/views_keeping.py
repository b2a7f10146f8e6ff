"""The bin, the vocabulary, and what waits for a child-protection referent."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import Invalid, now, today
from vigie.network.api import Acting, Permission, acting_of, can, check, organisations, person_names
from vigie.ui.api import toast

from ..actions.bin import DAYS_IN_BIN, restore_statements
from ..actions.consenting import change_consent, validate_minor, withdraw
from ..actions.norms import unverify_norm, verify_norm
from ..queries.cards import NormCard
from ..queries.details import detail
from ..queries.lists import binned
from ..queries.minors import waiting_minors
from ..queries.shifts import binned_shifts
from ..queries.vocabulary import all_terms, families
from ..rules.consent import PURPOSES, Answer
from .reading import names_of, offset_of, page_of
from .values import said_consents
from .words import unit_name

LONGEST_MOTIVE = 200


@require_GET
def bin_page(request: HttpRequest) -> HttpResponse:
    """Show what was thrown away, and how long it stays."""
    acting = acting_of(request)
    found = binned(acting, offset=offset_of(request))
    moment = now()
    left = {
        card.id: max(0, DAYS_IN_BIN - (moment - card.deleted_at).days)
        for card in found.cards
        if card.deleted_at is not None
    }
    rows = [(card, left.get(card.id, 0)) for card in found.cards]
    shifts = [(shift, max(0, DAYS_IN_BIN - (moment - shift.deleted_at).days)) for shift in binned_shifts(acting)]
    return render(request, "facts/bin.html", {"page": page_of(found), "rows": rows, "shifts": shifts})


@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Take the ticked statements out of the bin."""
    ids = request.POST.getlist("statement")
    if not ids:
        raise Invalid("facts.nothing_ticked")
    back = restore_statements(acting=acting_of(request), statement_ids=ids, now=now())
    words = ngettext("%(n)s récit est revenu à sa place.", "%(n)s récits sont revenus à leur place.", len(back))
    toast(request, words % {"n": len(back)})
    return redirect("facts:bin")


@require_GET
def minors(request: HttpRequest) -> HttpResponse:
    """Show, to the referent, the témoignages of people who say they are minors and that nobody has validated."""
    acting = acting_of(request)
    found = waiting_minors(acting, today=today())
    names = names_of(acting)
    waiting = [(card, said_consents(card.consents, names), names.term("age_band", card.age_band)) for card in found]
    return render(request, "facts/minors.html", {"waiting": waiting})


@require_POST
def validate(request: HttpRequest, testimony_id: str) -> HttpResponse:
    """Let what a minor told follow their consent."""
    validate_minor(acting=acting_of(request), testimony_id=testimony_id, now=now())
    toast(request, _("C’est validé : ce témoignage suit maintenant ce que la personne a accepté, pas plus."))
    return redirect("facts:minors")


@require_POST
def take_back(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Write that a person took back what they had agreed to."""
    acting = acting_of(request)
    testimony = detail(acting, statement_id, today=today()).testimony
    if testimony is None:
        raise Invalid("facts.no_testimony")
    touched = withdraw(
        acting=acting,
        testimony_id=testimony.id,
        motive=request.POST.get("motive", "").replace("\x00", "")[:LONGEST_MOTIVE],
        now=now(),
    )
    words = ngettext(
        "Le retrait est enregistré : %(n)s récit ne sort plus de votre association.",
        "Le retrait est enregistré : %(n)s récits ne sortent plus de votre association.",
        len(touched),
    )
    toast(request, words % {"n": len(touched)})
    return redirect("facts:statement", statement_id)


@require_POST
def change_consents(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Write what a person answers now; what was not asked again stands."""
    acting = acting_of(request)
    testimony = detail(acting, statement_id, today=today()).testimony
    if testimony is None:
        raise Invalid("facts.no_testimony")
    said = {purpose: request.POST.get(f"says-{purpose}") for purpose in PURPOSES}
    answers = [Answer(purpose, answer == "yes") for purpose, answer in said.items() if answer in {"yes", "no"}]
    if not answers:
        raise Invalid("facts.nothing_ticked")
    change_consent(acting=acting, testimony_id=testimony.id, answers=answers, now=now())
    toast(request, _("C’est noté : ce récit va maintenant aussi loin que la personne l’accepte, pas plus."))
    return redirect("facts:statement", statement_id)


@require_GET
def vocabulary(request: HttpRequest) -> HttpResponse:
    """Show every act, by family, with the rights and norms it calls to mind."""
    acting = acting_of(request)
    check(acting, Permission.SEE_FACTS)
    shown = families()
    norms = {norm.code: norm for family in shown for act in family.acts for norm in act.norms}
    context = {
        "families": shown,
        "acts": sum(len(family.acts) for family in shown),
        "norms": sorted(norms.values(), key=lambda n: (not n.to_verify, n.label)),
        "to_verify": sum(norm.to_verify for norm in norms.values()),
        "units": {act.code: [unit_name(unit) for unit in act.quantities] for f in shown for act in f.acts},
        "statuses": all_terms().get("norm_status", {}),
        "may_verify": can(acting, Permission.MANAGE_VOCABULARY),
        "checkers": _checkers(acting, norms.values()),
        "here": acting.organisation,
    }
    return render(request, "facts/vocabulary.html", context)


def _checkers(acting: Acting, norms: Iterable[NormCard]) -> dict[str, str]:
    """Return who checked each norm: the person, to their own association; to others, the association."""
    checked = [norm for norm in norms if norm.verified_on]
    people = person_names(norm.verified_by for norm in checked if norm.verified_for == acting.organisation)
    names = {str(o.id): o.name for o in organisations()} if checked else {}
    return {norm.code: people.get(norm.verified_by) or names.get(norm.verified_for, "") for norm in checked}


@require_POST
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """Write that a norm was checked today."""
    verify_norm(acting=acting_of(request), code=code, now=now())
    toast(
        request,
        _(
            "C’est noté : ce texte est vérifié à la date d’aujourd’hui. Les autres associations lisent le nom de la vôtre."
        ),
        undo_url=reverse("facts:unverified", args=[code]),
    )
    return redirect("facts:vocabulary")


@require_POST
def unverified(request: HttpRequest, code: str) -> HttpResponse:
    """Take back that a norm was checked."""
    unverify_norm(acting=acting_of(request), code=code, now=now())
    toast(request, _("C’est annulé : ce texte est de nouveau à vérifier."))
    return redirect("facts:vocabulary")
