"""The Word draft: a template and a content in, a .docx out. The template is filled in a process of its own."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vigie.kernel.api import Invalid
from vigie.ui.api import say_day

from .contents import ExhibitLine, FactLine, Ground, ReferralContent
from .packages import check_package

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OURS = Path(__file__).resolve().parent.parent / "data" / "templates"
BY_BODY = {"ddd": "ddd.docx", "ta_refere_liberte": "refere_liberte.docx", "ce_appel": "refere_liberte.docx"}
PATIENCE = 30
"""Seconds given to the whole filling, the start of the process included."""
_CODES = {"unknown": "cases.tag_unknown", "syntax": "cases.tag_syntax", "forbidden": "cases.tag_forbidden"}


@dataclass(frozen=True, slots=True)
class WordDraft:
    """A filled template. ``tags``: how many there were; none means that the file was kept exactly as it is."""

    content: bytes
    tags: int


@cache
def our_template(body: str) -> bytes:
    """Return the house's template for a body, the general one when the body has none of its own."""
    return (OURS / BY_BODY.get(body, "saisine.docx")).read_bytes()


def make_word(template: bytes, content: ReferralContent) -> WordDraft:
    """Fill a template.

    Raises:
        Invalid: what ``check_package`` refuses; ``cases.tag_unknown``, ``cases.tag_syntax``, ``cases.tag_forbidden``,
            ``cases.tag_failed`` with ``tag`` and ``paragraph``; ``cases.tag_endless``, it took too long or too much.
    """
    check_package(template)
    head = json.dumps(values_of(content), ensure_ascii=False, default=str).encode()
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-B", "-m", "vigie.cases.documents.word_child"],
            input=head + b"\n" + template,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise Invalid("cases.tag_endless", field="file") from None
    line, _newline, made = run.stdout.partition(b"\n")
    if run.returncode or not line:
        raise Invalid("cases.tag_endless", field="file")
    told: dict[str, Any] = json.loads(line)
    if not told.get("ok"):
        raise _refusal(told)
    tags = int(told["tags"])
    return WordDraft(made if tags else template, tags)


def try_template(template: bytes) -> int:
    """Fill a template with an invented content and return how many tags it has; for refusals see ``make_word``."""
    return make_word(template, SAMPLE).tags


def values_of(content: ReferralContent) -> dict[str, Any]:
    """Return what the tags hold: French names, plain values, as the guide lists them."""
    return {
        "titre": content.title,
        "instance": content.body,
        "association": content.association,
        "objet": content.purpose,
        "lieu": content.place or "…………………",
        "date": str(say_day(content.made_on)),
        "personnes": [_person(p.pseudonym, named=p.named) for p in content.people],
        "faits": [_fact(number, fact) for number, fact in enumerate(content.facts, start=1)],
        "demandes": list(content.requests),
        "textes": [_ground(ground) for ground in content.grounds],
        "pieces": [_exhibit(line) for line in content.exhibits],
        "signataires": list(content.signatories),
        "bandeau": "DONNÉES INVENTÉES" if content.invented else "",
    }


def _person(pseudonym: str, *, named: bool) -> dict[str, Any]:
    blank = "nom et prénom à écrire à la main" if named else "sous pseudonyme"
    return {"pseudonyme": pseudonym, "nommee": named, "mention": blank}


def _fact(number: int, fact: FactLine) -> dict[str, Any]:
    return {
        "numero": number,
        "date": fact.when,
        "lieu": fact.where,
        "texte": fact.what,
        "source": fact.knowledge,
        "citation": fact.quote,
        "pieces": ", ".join(str(n) for n in fact.exhibits),
    }


def _ground(ground: Ground) -> dict[str, Any]:
    return {"texte": ground.text, "note": ground.note, "a_verifier": "" if ground.verified else "à vérifier"}


def _exhibit(line: ExhibitLine) -> dict[str, Any]:
    return {
        "numero": line.number,
        "titre": line.title,
        "source": line.source,
        "date": line.date,
        "pages": line.pages,
        "empreinte": line.sha256,
        "type": line.content_type,
    }


def _refusal(told: dict[str, Any]) -> Invalid:
    if told.get("why") == "too_long":
        return Invalid("cases.tag_endless", field="file")
    code = _CODES.get(str(told.get("why")), "cases.tag_failed")
    return Invalid(code, field="file", tag=told.get("tag") or "…", paragraph=told.get("paragraph") or "…")


SAMPLE = ReferralContent(
    title="Essai",
    body="Instance",
    association="Association",
    made_on=dt.date(2018, 1, 16),
    facts=(FactLine("mardi 16 janvier 2018", "Calais", "Essai."),),
    requests=("Demande.",),
    grounds=(Ground("Texte"),),
    exhibits=(ExhibitLine(1, "Pièce"),),
    signatories=("Signature",),
    invented=True,
)
