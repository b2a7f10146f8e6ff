"""Common tools, campaigns, the register of past actions and its import."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from vigie.journal.api import record
from vigie.kernel.api import (
    Conflict,
    Denied,
    FuzzyDate,
    Invalid,
    Missing,
    Refusal,
    Refusals,
    atomic,
    new_id,
    parse_vague_date,
)

from ..acting import Acting, check
from ..models import Campaign, Organisation, PastAction, SharedTool, ToolAgreement, ToolVersion
from ..queries.communiques import campaign, tool
from ..rules.communiques import ACTION_KINDS
from ..rules.permissions import Permission
from .common import day_of
from .communiques import free_slug

MOST_ROWS, LARGEST = 2000, 1_000_000


@dataclass(frozen=True, slots=True)
class PastActionDraft:
    """One line of the register."""

    kind: str
    title: str
    date: FuzzyDate
    signatories: Sequence[str] = ()
    target: str = ""
    outcome: str = ""
    sources: Sequence[str] = ()
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A campaign. ``materials`` pairs a title with an https address."""

    name: str
    demand: str
    starts: dt.date
    ends: dt.date | None = None
    results: str = ""
    materials: Sequence[tuple[str, str]] = ()
    public: bool = False


def propose_tool(
    *, acting: Acting, name: str, body: str, now: dt.datetime, tool_id: str = "", changes: str = "", link: str = ""
) -> str:
    """Propose a tool, or a new version of one of ours, and return the tool's id. The association that proposes agrees.

    Raises:
        Denied: no right to keep tools, or another association's tool.
        Missing: none of the circle.
        Invalid: no name, no text, a link that is not https, or a new version that says nothing of what changes.
    """
    check(acting, Permission.KEEP_TOOLS)
    if not body.strip() or not name.strip():
        raise Invalid("network.no_tool_text", field="body" if name.strip() else "name")
    if link and not link.startswith("https://"):
        raise Invalid("network.not_a_page", field="link", value=link)
    if tool_id and not changes.strip():
        raise Invalid("network.no_changes", field="changes")
    with atomic():
        row = (
            tool(acting, tool_id) if tool_id else SharedTool(organisation_id=acting.organisation, made_by=acting.actor)
        )
        if row.organisation_id != acting.organisation:
            raise Denied("network.not_your_tool")
        row.name = name.strip()
        row.save()
        last = row.versions.first()
        version = ToolVersion.objects.create(
            tool=row,
            number=(last.number if last else 0) + 1,
            body=body.strip(),
            changes=changes.strip(),
            link=link,
            proposed_on=day_of(now),
            proposed_by=acting.actor,
        )
        _agree(acting, version, now)
        record(acting=acting, verb="network.tool_proposed", kind="tool", object_id=row.id, now=now)
    return row.id


def agree_tool(*, acting: Acting, tool_id: str, number: int, now: dt.datetime) -> None:
    """Say that the association works with the newest version of a tool. Again changes nothing.

    Raises:
        Denied: no right to speak for the association.
        Missing: none of the circle.
        Conflict: a newer version was proposed in the meantime.
    """
    check(acting, Permission.SPEAK_FOR)
    with atomic():
        version = tool(acting, tool_id).versions.first()
        if version is None or version.number != number:
            raise Conflict("network.tool_moved")
        if _agree(acting, version, now):
            record(acting=acting, verb="network.tool_agreed", kind="tool", object_id=tool_id, now=now)


def write_campaign(*, acting: Acting, draft: CampaignDraft, now: dt.datetime, slug: str = "") -> str:
    """Begin a campaign, or change one of ours, and return its slug; the association that begins it signs it.

    Raises:
        Denied: no right to write, or another association's.
        Missing: none of the circle.
        Invalid: no name, no demand, an end before the start, a material that is not at an https address.
    """
    check(acting, Permission.WRITE_COMMUNIQUE)
    _check_campaign(draft)
    with atomic():
        if slug:
            row = campaign(acting, slug)
            if row.organisation_id != acting.organisation:
                raise Denied("network.not_your_campaign")
        else:
            row = Campaign(
                slug=free_slug(Campaign, draft.name), organisation_id=acting.organisation, made_by=acting.actor
            )
        row.name, row.demand, row.results = draft.name.strip(), draft.demand.strip(), draft.results.strip()
        row.starts, row.ends, row.public = draft.starts, draft.ends, draft.public
        row.materials = [{"title": title, "url": url} for title, url in draft.materials]
        row.save()
        row.signatories.add(Organisation.objects.get(id=acting.organisation))
        record(acting=acting, verb="network.campaign_written", kind="campaign", object_id=row.id, now=now)
    return row.slug


def sign_campaign(*, acting: Acting, slug: str, now: dt.datetime, take_back: bool = False) -> None:
    """Carry a campaign, or no longer. Again changes nothing.

    Raises:
        Denied: no right to speak for the association.
        Missing: none of the circle.
    """
    check(acting, Permission.SPEAK_FOR)
    with atomic():
        row = campaign(acting, slug)
        (row.signatories.remove if take_back else row.signatories.add)(Organisation.objects.get(id=acting.organisation))
        verb = "network.campaign_unsigned" if take_back else "network.campaign_signed"
        record(acting=acting, verb=verb, kind="campaign", object_id=row.id, now=now)


def note_action(*, acting: Acting, draft: PastActionDraft, now: dt.datetime) -> str:
    """Write one line in the register, and return its id.

    Raises:
        Denied: no right to write.
        Missing: a campaign that is none of the circle.
        Invalid: no title, an unknown kind.
    """
    check(acting, Permission.WRITE_COMMUNIQUE)
    with atomic():
        row = _action(acting, draft, batch="")
        row.save()
        record(acting=acting, verb="network.action_noted", kind="past_action", object_id=row.id, now=now)
    return row.id


def import_actions(*, acting: Acting, content: bytes, name: str, now: dt.datetime) -> tuple[str, int]:
    """Bring a history from a CSV or YAML file: all of it or nothing; return the id of the batch and how many lines.

    Columns: ``date``, ``type``, ``titre``, ``signataires``, ``cible``, ``issue``, ``sources`` (several apart by ``;``).

    Raises:
        Denied: no right to write.
        Refusals: one per line that is not understood, each with its number.
        Invalid: not a file we can read, empty, or too large.
    """
    check(acting, Permission.WRITE_COMMUNIQUE)
    rows = _read(content, name)
    batch, made, wrong = new_id(), [], []
    for number, row in enumerate(rows, start=1):
        try:
            made.append(_action(acting, _draft(row, day_of(now)), batch=batch))
        except Refusal as refusal:
            wrong.append(Invalid("network.bad_line", field="file", line=number, reason=refusal.code, value=_seen(row)))
    if wrong:
        raise Refusals(list(wrong))
    with atomic():
        PastAction.objects.bulk_create(made)
        detail = {"number": len(made)}
        record(
            acting=acting, verb="network.actions_imported", kind="past_action", object_id=batch, now=now, detail=detail
        )
    return batch, len(made)


def undo_import(*, acting: Acting, batch: str, now: dt.datetime) -> int:
    """Take out what an import of this association brought, and return how many lines.

    Raises:
        Denied: no right to write.
        Missing: nothing of ours came by it.
    """
    check(acting, Permission.WRITE_COMMUNIQUE)
    with atomic():
        gone, _kinds = PastAction.objects.filter(organisation_id=acting.organisation, batch=batch or "-").delete()
        if not gone:
            raise Missing("network.no_batch")
        record(acting=acting, verb="network.import_undone", kind="past_action", object_id=batch, now=now)
    return gone


def _agree(acting: Acting, version: ToolVersion, now: dt.datetime) -> bool:
    values = {"signed_by": acting.actor, "signed_on": day_of(now)}
    _row, new = ToolAgreement.objects.get_or_create(
        version=version, organisation_id=acting.organisation, defaults=values
    )
    return new


def _check_campaign(draft: CampaignDraft) -> None:
    for name in ("name", "demand"):
        if not getattr(draft, name).strip():
            raise Invalid("network.no_campaign_text", field=name)
    if draft.ends is not None and draft.ends < draft.starts:
        raise Invalid("network.ends_before_start", field="ends")
    for _title, url in draft.materials:
        if not url.startswith("https://"):
            raise Invalid("network.not_a_page", field="materials", value=url)


def _action(acting: Acting, draft: PastActionDraft, *, batch: str) -> PastAction:
    if not draft.title.strip():
        raise Invalid("network.no_action_title", field="title")
    if draft.kind not in ACTION_KINDS:
        raise Invalid("network.no_such_kind", field="kind")
    return PastAction(
        organisation_id=acting.organisation,
        campaign=campaign(acting, draft.campaign) if draft.campaign else None,
        kind=draft.kind,
        title=draft.title.strip()[:300],
        date_start=draft.date.start,
        date_end=draft.date.end,
        date_precision=draft.date.precision,
        signatories=[s for s in draft.signatories if s],
        target=draft.target.strip()[:200],
        outcome=draft.outcome.strip(),
        sources=[s for s in draft.sources if s],
        batch=batch,
        made_by=acting.actor,
    )


def _read(content: bytes, name: str) -> list[dict[str, Any]]:
    """Return the lines of a file as plain mappings."""
    if len(content) > LARGEST:
        raise Invalid("network.file_too_large", field="file")
    try:
        text = content.decode("utf-8-sig")
        if name.lower().endswith((".yaml", ".yml")):
            rows = yaml.safe_load(text)
        else:
            dialect = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
            rows = list(csv.DictReader(io.StringIO(text), delimiter=dialect))
    except (UnicodeDecodeError, yaml.YAMLError, csv.Error, RecursionError, ValueError):
        raise Invalid("network.file_not_read", field="file") from None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise Invalid("network.file_not_read", field="file")
    if len(rows) > MOST_ROWS:
        raise Invalid("network.file_too_large", field="file")
    return rows


def _draft(row: dict[str, Any], day: dt.date) -> PastActionDraft:
    def said(name: str) -> str:
        value = row.get(name)
        return "" if value is None else " ".join(str(value).split())

    def several(name: str) -> list[str]:
        value = row.get(name)
        found = value if isinstance(value, list) else said(name).split(";")
        return [str(each).strip() for each in found if str(each).strip()]

    try:
        date = parse_vague_date(said("date"), today=day)
    except (ValueError, OverflowError):
        raise Invalid("network.bad_date", field="date") from None
    return PastActionDraft(
        said("type") or "other",
        said("titre"),
        date,
        several("signataires"),
        said("cible"),
        said("issue"),
        several("sources"),
    )


def _seen(row: dict[str, Any]) -> str:
    return " · ".join(str(value) for value in list(row.values())[:3] if value)[:120]
