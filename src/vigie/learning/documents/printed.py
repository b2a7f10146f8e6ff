"""What is printed: the certificate, the sheet of a session, slides, the trainer's notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.facts.api import NormCard, norms
from vigie.ui.api import render_pdf, say_day, say_moment

from ..queries.certificates import CertificateCard
from ..queries.sessions import SessionCard, SheetLine
from ..rules.modules import Module, Page

BLANK_LINES = 6


def language() -> str:
    """Return the language of the screen."""
    return get_language() or "fr"


def norm_mark(card: NormCard) -> str:
    """Say what is known of a text: checked on a day, or to be checked. Nothing else is ever said as sure."""
    if card.verified_on is None:
        return _("à vérifier")
    return _("vérifié le %(day)s") % {"day": say_day(card.verified_on, weekday=False)}


def norms_by_code() -> dict[str, NormCard]:
    """Return the texts of the vocabulary by code."""
    return {card.code: card for card in norms()}


def certificate_pdf(card: CertificateCard, module: Module) -> bytes:
    """Set a certificate."""
    return render_pdf(
        "learning/certificate.typ",
        {
            "kind": _("Attestation de formation"),
            "name": card.name,
            "said": _("a suivi la formation"),
            "module": module.title.told(language()),
            "did": _did(card),
            "until": _("Valable du %(start)s au %(end)s inclus.")
            % {"start": say_day(card.issued_on, weekday=False), "end": say_day(card.expires_on, weekday=False)},
            "signed": _("Signée par %(name)s, pour %(organisation)s")
            % {"name": card.signer_name, "organisation": card.organisation_name},
            "number": _("n° %(number)s") % {"number": card.number},
            "revoked": _("RETIRÉE") if card.revoked_because else "",
            "note": _(
                "Elle donne le droit de recueillir des témoignages dans Vigie aux membres et aux personnes en mission. Elle peut être retirée : Vigie fait foi."
            ),
        },
    )


def sheet_pdf(card: SessionCard, lines: Sequence[SheetLine]) -> bytes:
    """Set the sheet of a session: names, a box to tick, a few blank lines. No signature, no telephone, no e-mail."""
    return render_pdf(
        "learning/sheet.typ",
        {
            "kind": _("Feuille de présence"),
            "title": card.title,
            "lead": f"{say_moment(card.starts)} · {card.place}",
            "trainers": _("Avec %(names)s") % {"names": card.trainers},
            "heads": [_("Nom choisi"), _("Association"), _("Présent·e")],
            "lines": [[line.name, line.organisation_name] for line in lines],
            "blank": BLANK_LINES,
            "note": _("Ni signature, ni téléphone. Cochez, puis reportez dans Vigie ; détruisez la feuille."),
        },
    )


def slides_pdf(module: Module) -> bytes:
    """Set the slides of a module, a page each."""
    return render_pdf("learning/slides.typ", {**_module(module), "closing": _("Questions, puis l’exercice")})


def notes_pdf(module: Module) -> bytes:
    """Set what the trainer says over each slide."""
    return render_pdf(
        "learning/notes.typ",
        {
            **_module(module),
            "kind": _("Notes pour qui forme"),
            "to_say": _("À dire, à faire"),
            "colophon": _("Module de Vigie, version %(version)s.") % {"version": module.version},
        },
    )


def _did(card: CertificateCard) -> list[str]:
    days = {name: say_day_of(value) for name, value in card.basis.items()}
    said = (
        ("session", _("présence à la séance du %(day)s")),
        ("quiz", _("questions réussies le %(day)s")),
        ("agreement", _("exercice de codage accordé à la référence le %(day)s")),
    )
    return [words % {"day": days[name]} for name, words in said if name in days]


def say_day_of(text: str) -> str:
    """Say a day written ``2018-01-16``."""
    return say_day(dt.date.fromisoformat(text), weekday=False)


def _module(module: Module) -> dict[str, object]:
    spoken, texts = language(), norms_by_code()
    return {
        "title": module.title.told(spoken),
        "lead": module.lead.told(spoken),
        "minutes": _("%(n)s minutes") % {"n": module.minutes},
        "pages": [_page(page, spoken, texts) for page in module.pages],
    }


def _page(page: Page, spoken: str, texts: dict[str, NormCard]) -> dict[str, object]:
    return {
        "title": page.title.told(spoken),
        "points": [point.told(spoken) for point in page.points],
        "notes": page.notes.told(spoken),
        "norms": [f"{code} · {norm_mark(texts[code])}" for code in page.norms if code in texts],
    }
