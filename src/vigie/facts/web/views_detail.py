"""One statement: its facts in the order a lawyer reads, its state, its history; and the event it tells of."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vigie.journal.api import history as journal_of
from vigie.kernel.api import Invalid, now, today
from vigie.network.api import Acting, Permission, acting_of, can, person_names
from vigie.ui.api import toast

from ..actions.bin import delete_statements
from ..actions.editing import set_verification, undo_edit
from ..queries.cards import StatementCard, StatementDetail
from ..queries.details import detail
from ..rules.consent import PURPOSES, QUOTE
from ..rules.origins import Origin
from ..rules.verification import NEEDS_MOTIVE, Verification
from .happened import SENTENCES
from .reading import names_of, one_title
from .undo import undo_address
from .values import Names, circumstances, said_consents, say_codes, say_field, say_force, say_value
from .words import VERIFYING, known_by, short

OPENED_HERE = frozenset({Origin.MESSAGE, Origin.PAPER})
"""What is sealed of these is a text, which one reads in place; what phones sent is read in the mailbag, beside its form."""

FORWARD = {"brut": "relu"}
"""The step most often next; it stands under the thumb."""
TYPED_HERE = "saisie:"
"""Keys we gave ourselves so that a form sent twice makes one report; nobody needs to read them."""


@require_GET
def statement(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Show everything that may be seen of one statement."""
    acting = acting_of(request)
    found = detail(acting, statement_id, today=today())
    names = names_of(acting)
    context = {
        "detail": found,
        "card": found.card,
        "title": one_title(found.card, short),
        "seen_sentence": _seen(found.card),
        **_facts(found, names),
        **_sources(found, names),
        **_steps(found),
        **_rights(acting, found),
        "others": [r for r in found.event.reports if r.id != found.card.id],
        "history": _history(found, names),
        "journal": _journal(found) if found.card.own else [],
    }
    return render(request, "facts/statement.html", context)


def _seen(card: StatementCard) -> str:
    if card.origin == Origin.EXTERNAL.value:
        return _("Source publique, ajoutée par %(who)s.") % {"who": card.owner_name}
    if not card.mode:
        return _("Relevé de %(who)s.") % {"who": card.owner_name}
    how = str(known_by(card.mode, card.kind).label)
    return _("Relevé de %(who)s, %(how)s.") % {"who": card.owner_name, "how": how}


def _facts(found: StatementDetail, names: Names) -> dict[str, Any]:
    card = found.card
    observation = found.observation
    return {
        "acts": [
            {
                "label": act.label,
                "code": act.code,
                "count": act.count,
                "urgent": act.urgent,
                "by": ", ".join(
                    f"{names.term('forces', force)} : {names.term('involvement', degree)}"
                    for force, degree in act.involved
                ),
            }
            for act in card.acts
        ],
        "forces": [say_force(f.label, f.officers, f.vehicles) for f in card.forces],
        "circumstances": circumstances(observation.circumstances, names) if observation else [],
        "source_link": say_codes("source_link", [found.source_link], names),
        "reliability": say_codes("reliability", [found.reliability], names),
    }


def _sources(found: StatementDetail, names: Names) -> dict[str, Any]:
    source = found.observation or found.testimony
    observation = found.observation
    key = observation.external_key if observation else ""
    return {
        "author": source.author_name if source else "",
        "sealed_original": source.sealed_ref if source else "",
        "opens_here": found.card.own and found.card.origin in OPENED_HERE,
        "media_words": [names.term("media_kind", media.kind) for media in found.media],
        "external_key": "" if key.startswith(TYPED_HERE) else key,
        "source_columns": sorted(observation.source_columns.items()) if observation else [],
        "purposes": [(purpose, names.term("consent_purpose", purpose)) for purpose in PURPOSES],
        "may_quote": found.card.own and quotable(found),
        "consents": said_consents(found.testimony.consents, names) if found.testimony else [],
        "testimony_age": names.term("age_band", found.testimony.age_band) if found.testimony else "",
    }


def quotable(found: StatementDetail) -> bool:
    """Say whether the person who told this may be quoted today."""
    told = found.testimony
    if told is None or told.withdrawn_at is not None or found.card.minor_held:
        return False
    return any(answer.purpose == QUOTE and answer.holds for answer in told.consents)


def _steps(found: StatementDetail) -> dict[str, Any]:
    steps = found.next_verifications
    step = FORWARD.get(found.card.verification, "")
    step = step if step in steps else ""
    motive = [v.value for v in Verification if v in NEEDS_MOTIVE and v.value in steps]
    return {
        "step": step,
        "step_verb": VERIFYING[step] if step else "",
        "other_steps": [code for code in steps if code != step],
        "needs_motive": motive,
    }


def may_edit(acting: Acting, found: StatementDetail) -> bool:
    """Say whether this person may correct it: who codes, or who recorded it as long as nobody read it again."""
    raw = found.observation is not None and found.card.verification == Verification.RAW.value
    author = raw and found.observation is not None and found.observation.author_name == acting.name
    return found.card.own and (can(acting, Permission.CODE_FACTS) or author)


def _rights(acting: Acting, found: StatementDetail) -> dict[str, bool]:
    own = found.card.own
    return {
        "may_edit": may_edit(acting, found),
        "may_delete": own and can(acting, Permission.DELETE_FACTS),
        "may_validate": own and can(acting, Permission.VALIDATE_MINOR),
        "may_link": can(acting, Permission.LINK_EVENTS),
        "may_withdraw": own and found.testimony is not None and can(acting, Permission.CODE_FACTS),
    }


def _history(found: StatementDetail, names: Names) -> list[dict[str, Any]]:
    return [
        {
            "version": revision.version,
            "at": revision.at,
            "who": revision.actor_name or _("Une personne partie depuis"),
            "changes": [
                (say_field(name), say_value(name, before, names), say_value(name, after, names))
                for name, before, after in revision.changed
            ],
        }
        for revision in found.history
    ]


def _journal(found: StatementDetail) -> list[dict[str, Any]]:
    entries = [e for e in journal_of(kind="statement", object_id=found.card.id) if e.verb in SENTENCES]
    who = person_names(e.actor for e in entries)
    return [{"at": e.at, "words": SENTENCES[e.verb] % {"who": who.get(e.actor, _("Quelqu’un"))}} for e in entries]


@require_POST
def verify(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Say how far a statement was checked."""
    acting = acting_of(request)
    wanted = request.POST.get("verification", "")
    if wanted not in set(Verification):
        raise Invalid("facts.verification_step", field="verification", current="", target=wanted)
    motive = request.POST.get("motive", "")
    was = detail(acting, statement_id, today=today()).card.verification
    set_verification(
        acting=acting, statement_ids=[statement_id], verification=Verification(wanted), motive=motive, now=now()
    )
    toast(request, _("C’est noté."), undo_url=undo_address(request, "verification", {statement_id: was}))
    return redirect("facts:statement", statement_id)


@require_POST
def delete(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Put a statement in the bin."""
    gone = delete_statements(acting=acting_of(request), statement_ids=[statement_id], now=now())
    toast(request, _("Le récit est à la corbeille."), undo_url=undo_address(request, "bin", {"ids": list(gone)}))
    return redirect("facts:statements")


@require_POST
def go_back(request: HttpRequest, statement_id: str, version: int) -> HttpResponse:
    """Give a statement back the values it had before an edit."""
    undo_edit(acting=acting_of(request), statement_id=statement_id, version=version, now=now())
    toast(request, _("Le récit a retrouvé l’état d’avant."))
    return redirect(reverse("facts:statement", args=[statement_id]))
