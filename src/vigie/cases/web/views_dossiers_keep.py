"""Open a dossier, change what it says, write its strategy, close it. Two people's changes are shown side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from vigie.facts.api import NormCard, RightCard, families, suggested
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, Refusal, now, world
from vigie.network.api import Acting, Permission, acting_of, check
from vigie.ui.api import say_day, toast

from ..actions.dossiers import DossierDraft, open_dossier
from ..actions.gathering import gather, open_for_work
from ..actions.keeping import (
    PLAN,
    WORDS,
    ChangedMeanwhile,
    change_dossier,
    close_dossier,
    plan,
    plan_of,
    reopen_dossier,
    strategy_of,
    words_of,
)
from ..queries.access import Entered, enter
from ..queries.people import places_for
from ..queries.reading import facts_of
from ..rules.access import Deed, DossierRole
from ..rules.states import DossierKind
from .forms_dossiers import NewForm, StrategyForm, WordsForm, norm_choices, right_choices, tell
from .shell import around
from .undo import Kept, undo_address
from .words import KINDS

SALT = "cases.keeping"
FIELDS: dict[str, Any] = {
    "title": gettext_lazy("Titre"),
    "purpose": gettext_lazy("Ce que nous voulons obtenir"),
    "kind": gettext_lazy("De quoi s’agit-il ?"),
    "issue": gettext_lazy("La question de droit"),
    "rights": gettext_lazy("Droits en jeu"),
    "norms": gettext_lazy("Textes retenus"),
    "asked": gettext_lazy("Ce que nous demandons"),
    "risk": gettext_lazy("Les risques pour les personnes"),
    "without_identity": gettext_lazy("Peut-on le faire sans identifier quelqu’un ?"),
    "other_proceedings": gettext_lazy("Autres procédures en cours"),
    "decided_on": gettext_lazy("Décidée le"),
}


@require_http_methods(["GET", "POST"])
def new_dossier(request: HttpRequest) -> HttpResponse:
    """Open a dossier, with the facts that were ticked elsewhere, if any."""
    acting = acting_of(request)
    check(acting, Permission.OPEN_DOSSIER)
    sent = request.POST if request.method == "POST" else None
    statements = (request.POST if sent else request.GET).getlist("statement")
    form = NewForm(sent, places=places_for(acting.roles), initial={"kind": DossierKind.TEXT.value})
    if form.is_valid():
        try:
            slug = _open(acting, form.cleaned_data, statements)
        except (Invalid, Conflict, Missing) as refusal:
            tell(form, refusal)
        else:
            toast(request, _("Le dossier est ouvert. Réunissez des faits, nommez qui y travaille."))
            return redirect("cases:dossier", slug)
    context = {"form": form, "statements": statements}
    return render(request, "cases/dossier_new.html", context, status=400 if form.errors else 200)


def _open(acting: Acting, told: Mapping[str, Any], statements: Sequence[str]) -> str:
    draft = DossierDraft(
        told["title"],
        DossierKind(told["kind"]),
        purpose=told["purpose"],
        role=DossierRole(told["role"]),
        invented=world().invented,
    )
    moment = now()
    slug = open_dossier(acting=acting, draft=draft, now=moment)
    if statements:
        gather(acting=acting, slug=slug, statements=statements, now=moment)
    return slug


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the title, purpose and kind of a dossier."""
    acting = acting_of(request)
    entered = _to_change(acting, slug)
    base = words_of(entered.dossier)
    initial = {**base, "held": _hold(entered.dossier.version, base)}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in WORDS}
        try:
            version, seen = _held(form.cleaned_data["held"])
            change_dossier(acting=acting, slug=slug, version=version, base=seen, values=values, now=now())
        except ChangedMeanwhile as conflict:
            return _show(request, entered, conflict, "dossier")
        except Refusal as refusal:
            if isinstance(refusal, Denied):
                raise
            tell(form, refusal)
        else:
            toast(request, _("C’est enregistré."))
            return redirect("cases:dossier", slug)
    context = {**around(entered, "dossier"), "form": form}
    return render(request, "cases/dossier_change.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def strategy(request: HttpRequest, slug: str) -> HttpResponse:
    """Write why this dossier, before whom, at what risk."""
    acting = acting_of(request)
    entered = _to_change(acting, slug)
    row = strategy_of(entered.dossier)
    base = plan_of(row)
    rights, norms = _suggestions(acting, entered, base)
    form = StrategyForm(
        request.POST if request.method == "POST" else None,
        rights=right_choices(rights),
        norms=norm_choices(norms),
        initial={**base, "held": _hold(row.version, base)},
    )
    if form.is_valid():
        values = {**base, **{name: form.cleaned_data[name] for name in PLAN if name in form.cleaned_data}}
        try:
            version, seen = _held(form.cleaned_data["held"])
            plan(acting=acting, slug=slug, version=version, base=seen, values=values, now=now())
        except ChangedMeanwhile as conflict:
            return _show(request, entered, conflict, "strategy")
        toast(request, _("La stratégie est enregistrée."))
        return redirect("cases:dossier", slug)
    context = {**around(entered, "dossier"), "form": form, "nothing_gathered": not rights and not norms}
    return render(request, "cases/strategy.html", context, status=400 if form.errors else 200)


def _suggestions(acting: Acting, entered: Entered, kept: Mapping[str, Any]) -> tuple[list[RightCard], list[NormCard]]:
    """Return the rights and texts that the acts gathered call to mind, then those kept that no act calls any more."""
    facts = facts_of(acting, [entered.dossier.id])[entered.dossier.id]
    rights, norms = suggested(act.code for fact in facts if fact.card for act in fact.card.acts)
    known = [act for family in families() for act in family.acts]
    told = {right.word.code: right for right in rights}
    told |= {
        r.word.code: r for act in known for r in act.rights if r.word.code in kept["rights"] and r.word.code not in told
    }
    read = {norm.code: norm for norm in norms}
    read |= {n.code: n for act in known for n in act.norms if n.code in kept["norms"] and n.code not in read}
    return list(told.values()), list(read.values())


@require_POST
def resolve(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what was chosen, point by point, between two people's changes."""
    acting = acting_of(request)
    entered = _to_change(acting, slug)
    held = _loads(request.POST.get("held", ""))
    chosen = dict(held["merged"])
    chosen |= {name: mine for name, mine in held["mine"].items() if request.POST.get(f"keep_{name}") == "mine"}
    write = change_dossier if held["what"] == "dossier" else plan
    try:
        write(
            acting=acting,
            slug=slug,
            version=held["version"],
            base=held["merged"] | held["theirs"],
            values=chosen,
            now=now(),
        )
    except ChangedMeanwhile as conflict:
        return _show(request, entered, conflict, held["what"])
    toast(request, _("Votre choix est enregistré."))
    return redirect("cases:dossier", slug)


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a dossier."""
    close_dossier(acting=acting_of(request), slug=slug, now=now())
    toast(request, _("Le dossier est fermé."), undo_url=undo_address(request, Kept("closed", slug, {})))
    return redirect("cases:dossier", slug)


@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a closed dossier again."""
    reopen_dossier(acting=acting_of(request), slug=slug, now=now())
    toast(request, _("Le dossier est rouvert."))
    return redirect("cases:dossier", slug)


def _to_change(acting: Acting, slug: str) -> Entered:
    open_for_work(acting, slug)
    return enter(acting, slug, Deed.WORK)


def _show(request: HttpRequest, entered: Entered, conflict: ChangedMeanwhile, what: str) -> HttpResponse:
    fields = [
        {
            "name": field.name,
            "label": FIELDS[field.name],
            "base": _say(field.name, field.base),
            "theirs": _say(field.name, field.theirs),
            "mine": _say(field.name, field.mine),
        }
        for field in conflict.fields
    ]
    held = {
        "what": what,
        "version": conflict.version,
        "merged": conflict.merged,
        "mine": {field.name: field.mine for field in conflict.fields},
        "theirs": {field.name: field.theirs for field in conflict.fields},
    }
    signed = signing.dumps(held, salt=SALT, compress=True)
    context = {**around(entered, "dossier"), "fields": fields, "held": signed}
    return render(request, "cases/conflict.html", context, status=409)


def _say(name: str, value: Any) -> str:
    if name == "kind":
        return str(KINDS[DossierKind(value)])
    if name == "decided_on" and value:
        return say_day(dt.date.fromisoformat(value))
    said = ", ".join(value) if isinstance(value, list) else str(value or "")
    return said or _("rien")


def _hold(version: int, base: Mapping[str, Any]) -> str:
    return signing.dumps({"version": version, "base": dict(base)}, salt=SALT, compress=True)


def _held(signed: str) -> tuple[int, dict[str, Any]]:
    told = _loads(signed)
    return told["version"], told["base"]


def _loads(signed: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(signed, salt=SALT)
    except signing.BadSignature as error:
        raise Invalid("cases.form_altered") from error
    return told
