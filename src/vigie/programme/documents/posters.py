"""The call as a poster one would pin on a wall: what, where, when, who, until when, and where to read more."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import qrcode
import qrcode.image.svg
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vigie.ui.api import render_pdf

from ..queries.cards import PublicCall
from ..queries.spans import spans_of
from ..rules.kinds import CriterionKind
from ..rules.phases import whole_months
from ..rules.texts import said
from ..wording import PARTS, PHASES, say_deadline, say_euros, say_span

MOST_TASKS = 6
MOST_CRITERIA = 9


def poster_pdf(shown: PublicCall, *, address: str) -> bytes:
    """Return the poster of a call, one A4 page, in the language of the moment. ``address``: of its public page."""
    return render_pdf("programme/poster.typ", poster_data(shown, address=address))


def poster_data(shown: PublicCall, *, address: str) -> dict[str, object]:
    """Return what the poster says."""
    row, language = shown.call, (get_language() or "fr").split("-")[0]
    session = row.session
    missions = list(row.missions.all())
    spans = spans_of(missions[0].phases.all()) if len(missions) == 1 and missions[0].phases.all() else shown.spans
    months = session.stated_months or whole_months(spans)
    tasks = [_task(task, language) for mission in missions for task in mission.tasks][:MOST_TASKS]
    criteria = list(row.criteria.all())
    return {
        "kind": said(row.kind, language),
        "title": said(row.title, language),
        "summary": said(row.summary, language),
        "where": " · ".join(part for part in (row.area, row.country) if part),
        "deadline": say_deadline(shown.openness, shown.deadline),
        "months": ngettext("%(n)s mois", "%(n)s mois", months) % {"n": months} if months else "",
        "phases": [(str(PHASES[span.kind]), say_span(span.start, span.end)) for span in spans],
        "status": said(row.status_words, language),
        "money": _money(session.initial_cents, session.monthly_cents),
        "tasks": tasks,
        "required": [said(c.words, language) for c in criteria if c.kind == CriterionKind.REQUIRED][:MOST_CRITERIA],
        "assets": [said(c.words, language) for c in criteria if c.kind == CriterionKind.ASSET][:MOST_CRITERIA],
        "partners": [(p.organisation.name, str(PARTS[p.part])) for p in row.partners.all()],
        "programme": said(session.programme.name, language),
        "operator": session.programme.operator.name,
        "contact": row.contact,
        "address": address,
        "square": _square(address),
        "invented": row.invented,
        "heads": {
            "tasks": _("Ce que vous ferez"),
            "required": _("Ce qu’il faut"),
            "assets": _("Ce qui aide"),
            "phases": _("Quand"),
            "money": _("Indemnité"),
            "status": _("Statut"),
            "partners": _("Avec"),
            "read": _("Tout lire et candidater") if shown.takes else _("Tout lire"),
            "invented": _("DONNÉES INVENTÉES"),
        },
    }


def _task(task: Mapping[str, Any], language: str) -> str:
    """Return a task with what lies under it, in one sentence."""
    parts = ", ".join(said(part, language) for part in task.get("parts", ()))
    return f"{said(task, language)} {parts}".strip()


def _money(initial: int | None, monthly: int | None) -> str:
    told = []
    if monthly is not None:
        told.append(_("%(amount)s par mois") % {"amount": say_euros(monthly)})
    if initial is not None:
        told.append(_("%(amount)s au départ") % {"amount": say_euros(initial)})
    return ", ".join(told)


def _square(address: str) -> str:
    """Return the address as a square a phone reads, in SVG."""
    out = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=0).save(out)
    return out.getvalue().decode()
