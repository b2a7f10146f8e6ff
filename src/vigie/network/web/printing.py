"""The directory on a map and on paper."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from vigie.kernel.api import today
from vigie.ui.api import file_name, render_pdf, say_day

from ..hooks import MapPoint, drawn_map, map_style
from ..models import Place
from ..queries import directory
from ..words_life import CONTACT_NAMES, LANGUAGE_NAMES
from .directory import Line, asked_of, in_force_of, line_of, zone_words


@require_safe
def directory_map(request: HttpRequest) -> HttpResponse:
    """Show in which communes the associations are at work, as circles; those of whole zones in a table."""
    rows = directory(asked_of(request), day=today())
    communes = Counter(slug for row in rows for slug in row.communes)
    zones = zone_words()
    wide = Counter(zone for row in rows for zone in row.zones)
    places = list(Place.objects.filter(slug__in=communes))
    title = ngettext(
        "%(n)s commune où une association est présente", "%(n)s communes où une association est présente", len(places)
    )
    title = title % {"n": len(places)}
    points = [
        MapPoint(p.slug, p.name, p.latitude, p.longitude, communes[p.slug], _list_url(p.slug))
        for p in places
        if p.latitude is not None and p.longitude is not None
    ]
    context = {
        "map": mark_safe(drawn_map(points, title, "organisation")),  # noqa: S308 -- drawn by a template of the house
        "style": map_style(),
        "title": title,
        "communes": sorted(
            ((p.name, _list_url(p.slug), communes[p.slug]) for p in places), key=lambda c: (-c[2], c[0])
        ),
        "zones": [
            (name, f"{reverse('network:directory')}?zone={code}", wide[code])
            for code, name in zones.items()
            if wide[code]
        ],
        "in_force": in_force_of(request),
    }
    return render(request, "network/directory_map.html", context)


@require_safe
def directory_pdf(request: HttpRequest) -> HttpResponse:
    """Print the directory as it is narrowed."""
    zones = zone_words()
    rows = directory(asked_of(request), day=today())
    data = {
        "title": _("Annuaire du réseau"),
        "kind": _("Annuaire"),
        "lead": ", ".join(words for words, _url in in_force_of(request)),
        "colophon": _("Imprimé le %(day)s. Contacts publics des associations, jamais ceux d’une personne.")
        % {"day": say_day(today())},
        "labels": {"where": _("Où"), "does": _("Ce qu’elle fait"), "languages": _("Langues"), "member": _("Membre de")},
        "organisations": [_printed(line_of(row, zones)) for row in rows],
    }
    answer = HttpResponse(render_pdf("network/directory.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{file_name("annuaire.pdf")}"'
    return answer


def _printed(line: Line) -> dict[str, object]:
    row = line.row
    return {
        "name": row.name,
        "kind": line.kind,
        "zones": line.zones,
        "domains": line.domains,
        "languages": ", ".join(str(LANGUAGE_NAMES[code]) for code in row.languages if code in LANGUAGE_NAMES),
        "member": ", ".join(str(m.network) for m in row.memberships.all() if m.ends is None or m.ends >= today()),
        "purpose": row.purpose,
        "contacts": [
            {"kind": str(CONTACT_NAMES[c.kind]), "label": c.label, "value": c.value} for c in row.contacts.all()
        ],
        "website": row.website,
        "unread": "" if row.verified else _("non vérifié"),
    }


def _list_url(commune: str) -> str:
    return f"{reverse('network:directory')}?commune={commune}"
