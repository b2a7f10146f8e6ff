"""Papers for the jury: everything of one candidate in one PDF, and the ranking sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from vigie.kernel.api import FileRef, Media, read_files
from vigie.ui.api import render_pdf, say_moment

from ..models import Application, Call
from ..queries.jury import CandidateLine, CandidateShown
from ..rules.papers import text_of
from ..rules.texts import said
from ..wording import ADVICES, AGES, APPLICATION_STATES, FILES, LANGUAGES, LEVELS, say_short_note

PAGE = (1240, 1754)
"""An A4 page at 150 dots per inch, for a photographed paper."""
YES_NO = {True: gettext_lazy("oui"), False: gettext_lazy("non"), None: "–"}


def candidate_pack(shown: CandidateShown) -> bytes:
    """Return one PDF: the answers, then each file; a Word or OpenDocument file as its words alone, which it says."""
    row = shown.application
    files = list(row.files.all())
    data = read_files(FileRef(f.file) for f in files)
    readable = {f: data[FileRef(f.file)] for f in files if FileRef(f.file) in data}
    typed = [
        (str(FILES[f.kind]), f.extension.upper(), text_of(content, f.media_type))
        for f, content in readable.items()
        if f.media_type not in {Media.PDF, Media.JPEG, Media.PNG}
    ]
    writer = PdfWriter()
    writer.append(io.BytesIO(render_pdf("programme/candidate.typ", _told(shown, typed))), import_outline=False)
    for file, content in readable.items():
        _append(writer, content, file.media_type)
    writer.add_metadata({"/Title": f"{_('Candidature')} {row.code}"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _append(writer: PdfWriter, content: bytes, media_type: str) -> None:
    try:
        if media_type == Media.PDF:
            writer.append(PdfReader(io.BytesIO(content)), import_outline=False)
        elif media_type in {Media.JPEG, Media.PNG}:
            writer.append(io.BytesIO(_as_page(content)), import_outline=False)
    except (PyPdfError, OSError, ValueError, KeyError):
        return  # it was readable when it came: the jury still has it on screen


def _as_page(content: bytes) -> bytes:
    """Return a picture on an A4 page."""
    with Image.open(io.BytesIO(content)) as picture:
        shown = picture.convert("RGB")
        shown.thumbnail(PAGE)
        page = Image.new("RGB", PAGE, "white")
        page.paste(shown, ((PAGE[0] - shown.width) // 2, 0))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150.0)
    return out.getvalue()


def _told(shown: CandidateShown, typed: Sequence[tuple[str, str, list[str]]]) -> dict[str, object]:
    row, person = shown.application, shown.candidate
    facts = [
        (_("Adresse électronique"), person.email),
        (_("Téléphone"), person.phone),
        (_("Ville"), person.town),
        (_("Mission"), said(row.mission.title) if row.mission else ""),
        (_("Âge le jour du départ"), str(AGES.get(row.age_band, ""))),
        (_("Déjà un service civique"), str(YES_NO[person.served])),
        (_("Permis B"), str(YES_NO[person.licence])),
        (_("Véhicule"), str(YES_NO[person.car])),
        (
            _("Langues"),
            ", ".join(f"{LANGUAGES.get(c, c)} ({LEVELS.get(level, level)})" for c, level in person.languages.items()),
        ),
        (_("Disponibilités"), person.available),
        (_("Arrivée"), say_moment(row.received_at) if row.received_at else ""),
    ]
    return {
        "title": person.name,
        "kind": f"{_('Candidature')} {row.code} · {said(row.call.title)}",
        "facts": [(name, value) for name, value in facts if value and value != "–"],
        "notes": [say_short_note(note) for note in shown.notes if note.attention],
        "late": _("Arrivée après la date limite.") if row.late else "",
        "letter": [part for part in person.letter.split("\n") if part.strip()],
        "typed": [(name, kind, lines) for name, kind, lines in typed],
        "heads": {
            "notes": _("À regarder"),
            "letter": _("Lettre"),
            "typed": _("texte seul, sans sa mise en page"),
            "secret": _("Pour le jury seul. À détruire après usage."),
        },
    }


def ranking_sheet(call: Call, lines: Sequence[CandidateLine]) -> bytes:
    """Return the candidates, best first, on paper: for the meeting where one decides together."""
    rows = [
        (
            str(n),
            line.application.code,
            line.candidate.name,
            "–" if line.score is None else str(line.score),
            "–" if line.score is None else str(line.apart),
            _advices(line.application),
            str(APPLICATION_STATES[line.application.state]),
        )
        for n, line in enumerate(lines, 1)
    ]
    heads = ("", _("N°"), _("Nom"), _("Sur 100"), _("Écart"), _("Conseils"), _("État"))
    data = {
        "title": _("Classement"),
        "kind": said(call.title),
        "heads": [str(h) for h in heads],
        "rows": rows,
        "note": _(
            "Moyenne de deux lectures ; un critère nécessaire compte double. L’écart dit sur qui le jury n’est pas d’accord : parlez-en d’abord. Pour le jury seul."
        ),
        "decided": _("Décidé ensemble"),
    }
    return render_pdf("programme/ranking.typ", data)


def _advices(row: Application) -> str:
    given = [r.advice for r in row.readings.all() if r.handed_in_at and r.advice]
    return " / ".join(str(ADVICES[a]) for a in given) if len(given) > 1 else "–"
