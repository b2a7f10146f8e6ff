"""What pages of the life of a mission share: the mission's head and tabs, an act told in one line, a file given."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vigie.kernel.api import Conflict, Denied, Invalid
from vigie.network.api import Acting
from vigie.ui.api import file_name, say, toast

from ...queries.life.access import InLife, life_of
from ...queries.life.reading import confidant_of, may_see_money
from ...rules.papers import EXTENSIONS

MOST_UPLOAD = 10_000_000


def tabs(entered: InLife) -> list[tuple[str, str]]:
    """Return the pages of the life of a mission that somebody sees."""
    slug = entered.mission.slug
    pages = [
        (_("Mission"), "mission"),
        (_("Préparation"), "preparation"),
        (_("Rapports"), "reports"),
        (_("Réunions"), "meetings"),
        *([(_("Indemnités"), "allowances")] if may_see_money(entered) else []),
        (_("Visites"), "visits"),
        *([(_("Trajets"), "trips")] if may_see_money(entered) else []),
        (_("Au quotidien"), "care"),
        (_("Bilan"), "passing"),
    ]
    return [(words, reverse(f"programme:{name}", args=[slug])) for words, name in pages]


def frame(entered: InLife, name: str) -> dict[str, object]:
    """Return what every page of a mission's life shows."""
    return {
        "life": entered,
        "mission": entered.mission,
        "life_tabs": tabs(entered),
        "life_tab": reverse(f"programme:{name}", args=[entered.mission.slug]),
    }


def mission_tabs(acting: Acting, slug: str) -> dict[str, object]:
    """Return the tabs of the mission's own page, to those who live or follow it; nothing to who only reads."""
    try:
        entered = life_of(acting, slug)
    except Denied:
        return {"life_tabs": [], "life_tab": "", "confidant": ""}
    told = frame(entered, "mission")
    return {"life_tabs": told["life_tabs"], "life_tab": told["life_tab"], "confidant": confidant_of(entered.mission)}


def attempt(request: HttpRequest, do: Callable[[], object], done: object) -> bool:
    """Do something and say that it is done, or why not; return whether it is."""
    try:
        do()
    except (Invalid, Conflict) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
        return False
    toast(request, str(done))
    return True


def uploaded(request: HttpRequest, name: str) -> bytes | None:
    """Return a file that was sent, read to a little over what is taken, so that a larger one is told so; ``None`` for no file."""
    file = request.FILES.get(name)
    return file.read(MOST_UPLOAD + 1_000_000) if file else None


def given(data: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file to keep: never shown inside a page, never cached."""
    answer = HttpResponse(data, content_type=media_type or "application/octet-stream")
    ending = EXTENSIONS.get(media_type)
    full = f"{name}.{ending}" if ending else name
    answer["Content-Disposition"] = f'attachment; filename="{file_name(full)}"'
    answer["Cache-Control"] = "no-store"
    return answer
