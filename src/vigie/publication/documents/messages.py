"""Texts to copy: five lines for a message group, a mail. They say what the bulletin says, and nothing finer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from vigie.facts.api import EVENTS
from vigie.kernel.api import PARIS
from vigie.ui.api import say_day, say_number

from ..rules.contents import Seen


def five_lines(page: dict[str, Any], seen: Seen, as_of: dt.datetime) -> list[str]:
    """Return at most five lines made of what a bulletin gives."""
    invented = f"{page['heads']['invented']} · " if page["invented"] else ""
    acts = [f"{name} : {number}" for name, number in page["acts"][:3]]
    given = [row["said"] for row in page["key"] if row["unit"] != EVENTS and _gives(row["said"])]
    days = _("Des équipes étaient dehors %(n)s jours sur %(days)s.") % {
        "n": say_number(seen.days_observed),
        "days": say_number(seen.days),
    }
    made = _("Chiffres au %(day)s.") % {"day": say_day(as_of.astimezone(PARIS).date(), weekday=False)}
    lines = [
        f"{invented}{page['title']}",
        f"{page['headline'].rstrip('.')}.",
        " ; ".join(acts),
        _listed(given),
        f"{days} {made}" if seen.days_observed else made,
    ]
    return [line for line in lines if line]


def mail(page: dict[str, Any]) -> dict[str, str]:
    """Return the subject and the body of a mail that goes with the bulletin."""
    subject = f"{page['kind']} : {page['title']}"
    if page["invented"]:
        subject = f"[{page['heads']['invented']}] {subject}"
    parts = [
        _("Bonjour,"),
        _("Voici le bulletin de %(title)s.") % {"title": page["title"]},
        *page["words"]["lead"],
        "\n".join(f"– {line}" for line in page["lines"][1:]),
        _("Le document joint dit comment ces chiffres ont été faits et ce qu’ils ne disent pas. Vous pouvez les citer en gardant « au moins »."),
        page["organisation"],
    ]  # fmt: skip
    return {"subject": subject, "body": "\n\n".join(part for part in parts if part)}


def _listed(said: list[str]) -> str:
    return ", ".join([*said[:1], *(f"{words[:1].lower()}{words[1:]}" for words in said[1:])])


def _gives(said: str) -> bool:
    return any(letter.isdigit() for letter in said)
