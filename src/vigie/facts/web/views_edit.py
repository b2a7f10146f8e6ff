"""Correct a statement. When somebody else corrected it meanwhile, both versions are shown, field by field."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vigie.kernel.api import Denied, Invalid, Missing, Refusal, Refusals, now, today
from vigie.network.api import Acting, Audience, Permission, acting_of, can, check
from vigie.ui.api import drop_draft, resumed, toast, unjudged

from ..actions.editing import EditedMeanwhile, edit_statement
from ..queries.cards import StatementDetail
from ..queries.details import detail
from ..rules.contents import Plain, from_plain
from .fields import tell
from .forms_edit import EditForm, EditObservationForm, initial_values
from .reading import choices_of, names_of, one_title
from .values import say_field, say_value
from .views_detail import may_edit
from .words import short

SALT = "facts.edit"
DRAFT = "correction"
"""Name of the drafts of this page, one for each statement."""


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Correct a statement of one's own."""
    acting = acting_of(request)
    found = detail(acting, statement_id, today=today())
    if not found.card.own:
        raise Missing("facts.no_statement")
    if not may_edit(acting, found):
        check(acting, Permission.CODE_FACTS)
    draft = resumed(request, DRAFT, statement_id)
    form = _form(acting, found, request.POST if request.method == "POST" else draft)
    if draft is not None:
        unjudged([form])
    elif form.is_valid():
        try:
            return _write(request, acting, found, form)
        except EditedMeanwhile as conflict:
            return _show(request, acting, found, conflict)
        except (Refusal, Refusals) as refusal:
            if isinstance(refusal, Denied):
                raise
            tell(form, refusal)
    overtaken = draft is not None and _version(draft.get("version", "")) != found.card.version
    context = {"form": form, "card": found.card, "title": one_title(found.card, short), "overtaken": overtaken}
    return render(request, "facts/edit.html", context, status=400 if form.errors else 200)


def _form(acting: Acting, found: StatementDetail, sent: QueryDict | None) -> EditForm:
    choices = choices_of(acting)
    shared: dict[str, Any] = {
        "choices": choices,
        "base": found.content,
        "may_share": can(acting, Permission.CODE_FACTS),
        "initial": initial_values(found, choices.sites) | {"version": signing.dumps(found.card.version, salt=SALT)},
    }
    if found.observation is None:
        return EditForm(sent, **shared)
    return EditObservationForm(sent, circumstances=found.observation.circumstances, **shared)


def _write(request: HttpRequest, acting: Acting, found: StatementDetail, form: EditForm) -> HttpResponse:
    edit_statement(
        acting=acting,
        statement_id=found.card.id,
        base_version=_version(form.cleaned_data["version"]),
        content=form.content(),
        circumstances=form.circumstances() if isinstance(form, EditObservationForm) else None,
        audience=Audience(chosen) if (chosen := form.cleaned_data.get("audience")) else None,
        now=now(),
    )
    drop_draft(request, DRAFT, found.card.id)
    toast(request, _("La correction est enregistrée."))
    return redirect("facts:statement", found.card.id)


def _show(request: HttpRequest, acting: Acting, found: StatementDetail, conflict: EditedMeanwhile) -> HttpResponse:
    names = names_of(acting)
    fields = [
        {
            "name": field.name,
            "label": say_field(field.name),
            "base": say_value(field.name, field.base, names),
            "theirs": say_value(field.name, field.theirs, names),
            "mine": say_value(field.name, field.mine, names),
        }
        for field in conflict.fields
    ]
    held = {
        "version": conflict.version,
        "merged": conflict.merged,
        "mine": {field.name: field.mine for field in conflict.fields},
    }
    context = {
        "card": found.card,
        "title": one_title(found.card, short),
        "fields": fields,
        "last": found.history[0] if found.history else None,
        "held": signing.dumps(held, salt=SALT, compress=True),
    }
    return render(request, "facts/conflict.html", context, status=409)


@require_POST
def resolve(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Write what was chosen, field by field, between two people's corrections."""
    acting = acting_of(request)
    found = detail(acting, statement_id, today=today())
    held = _held(request.POST.get("held", ""))
    chosen: Plain = dict(held["merged"])
    for name, mine in held["mine"].items():
        if request.POST.get(f"keep_{name}") == "mine":
            chosen[name] = mine
    content, circumstances, audience = from_plain(chosen)
    try:
        edit_statement(
            acting=acting,
            statement_id=statement_id,
            base_version=held["version"],
            content=content,
            circumstances=circumstances,
            audience=audience,
            now=now(),
        )
    except EditedMeanwhile as conflict:
        return _show(request, acting, found, conflict)
    drop_draft(request, DRAFT, statement_id)
    toast(request, _("Votre choix est enregistré. L’autre version reste dans l’histoire du récit."))
    return redirect("facts:statement", statement_id)


def _version(signed: str) -> int:
    try:
        return int(signing.loads(signed, salt=SALT))
    except signing.BadSignature as error:
        raise Invalid("facts.form_altered") from error


def _held(signed: str) -> dict[str, Any]:
    try:
        held: dict[str, Any] = signing.loads(signed, salt=SALT)
    except signing.BadSignature as error:
        raise Invalid("facts.form_altered") from error
    return held
