"""From rows back to drafts: what an edit starts from, what a revision keeps."""

from __future__ import annotations

from vigie.kernel.api import VaultRef
from vigie.network.api import Audience

from ..models import Observation, SourceStatement
from ..rules.contents import Plain, to_plain
from ..rules.drafts import ActDraft, CircumstancesDraft, ForceDraft, InvolvementDraft, MediaDraft, StatementDraft


def content_of(row: SourceStatement) -> StatementDraft:
    """Return what a statement says."""
    return StatementDraft(
        place=row.place.slug,
        date=row.date,
        acts=tuple(
            ActDraft(
                act.act_type_id,
                act.count,
                tuple(act.methods),
                tuple(InvolvementDraft(i.force, i.degree) for i in act.involvements.all()),
            )
            for act in row.acts.all()
        ),
        counts={t.unit: t.count for t in row.tallies.all()},
        forces=tuple(ForceDraft(f.code, f.officers, f.vehicles) for f in row.forces.all()),
        site=row.site_id or "",
        time_from=row.time_from,
        time_to=row.time_to,
        source_link=row.source_link,
        reliability=row.reliability,
        summary=row.summary,
        media=tuple(MediaDraft(VaultRef(m.sealed_ref), m.kind) for m in row.media.all()),
    )


def circumstances_of(row: Observation) -> CircumstancesDraft:
    """Return what an observation says beside the happening."""
    return CircumstancesDraft(
        mode=row.mode,
        operation_type=row.operation_type,
        basis_asked=row.basis_asked,
        basis_stated=tuple(row.basis_stated),
        basis_stated_by=row.basis_stated_by,
        basis_shown=row.basis_shown,
        aftermath=tuple(row.aftermath),
    )


def plain_of(row: SourceStatement) -> Plain:
    """Return the shared values of a statement as JSON."""
    circumstances = circumstances_of(row.observation) if row.observation else None
    return to_plain(content_of(row), circumstances, Audience(row.asked_audience))
