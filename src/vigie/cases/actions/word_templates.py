"""An association's own Word template for a body: bring it, go back to the house's."""

from __future__ import annotations

import datetime as dt
import hashlib

from vigie.journal.api import record
from vigie.kernel.api import Missing, atomic
from vigie.network.api import Acting

from ..documents.word import try_template
from ..models import WordTemplate
from ..queries.documents import live_templates, referral_of
from ..rules.access import Deed


def bring_template(*, acting: Acting, slug: str, referral_id: str, name: str, content: bytes, now: dt.datetime) -> int:
    """Make a Word file the template of the association acted for, for the body of a referral; return how many tags it has.

    It serves the dossiers in which somebody of that association is named. The one before is kept.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_referral``. Denied: ``cases.denied.work``.
        Invalid: what ``make_word`` says of a template.
    """
    _entered, referral = referral_of(acting, slug, referral_id, Deed.WORK)
    tags = try_template(content)
    with atomic():
        live_templates(referral.body_id).filter(organisation_id=acting.organisation).update(replaced_at=now)
        row = WordTemplate.objects.create(
            organisation_id=acting.organisation,
            body_id=referral.body_id,
            name=name[:120],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            added_by=acting.actor,
            added_at=now,
        )
        detail = {"body": referral.body_id, "tags": tags}
        record(acting=acting, verb="cases.template_brought", kind="template", object_id=row.id, now=now, detail=detail)
    return tags


def drop_template(*, acting: Acting, slug: str, referral_id: str, now: dt.datetime) -> None:
    """Go back to the house's template for the body of a referral.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_referral``; ``cases.no_template``. Denied: ``cases.denied.work``.
    """
    _entered, referral = referral_of(acting, slug, referral_id, Deed.WORK)
    row = live_templates(referral.body_id).filter(organisation_id=acting.organisation).first()
    if row is None:
        raise Missing("cases.no_template")
    with atomic():
        WordTemplate.objects.filter(id=row.id).update(replaced_at=now)
        record(acting=acting, verb="cases.template_dropped", kind="template", object_id=row.id, now=now)
