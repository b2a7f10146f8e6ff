"""What an association takes away of its dossiers when it leaves: sealed to its key, for a dossier is read by those named in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vigie.kernel.api import Parcel, json_parcel
from vigie.network.api import Acting, Permission, check
from vigie.vault.api import sealed_for

from ..models import Dossier, KitItem, Referral


def dossier_count(acting: Acting) -> int:
    """Count the association's dossiers.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    return Dossier.objects.filter(organisation_id=acting.organisation).count()


def package(acting: Acting) -> Iterator[Parcel]:
    """Yield each dossier of the association and its litigation kit as age files that its key opens.

    Whoever makes the package need not be named in the dossiers: they read nothing of them. Sealed pieces are named by the
    file that the vault gives beside. An association without a key has no sealed piece and no dossier leaves in clear.

    Raises:
        Denied: no right to make the association leave. Missing: ``vault.no_keys``, with dossiers and no key.
    """
    check(acting, Permission.LEAVE_HOUSE)
    rows = Dossier.objects.filter(organisation_id=acting.organisation).select_related("strategy").order_by("created_at")
    for row in rows:
        yield _sealed(acting, f"dossiers/{row.id}.json.age", _dossier(row))
    kit = KitItem.objects.filter(organisation_id=acting.organisation)
    if kit.exists():
        listed = [
            {"sorte": i.kind, "titre": i.title, "date": i.dated, "fichier": f"scelles/{i.sealed_ref}.age"} for i in kit
        ]
        yield _sealed(acting, "dossiers/trousse.json.age", listed)


def _sealed(acting: Acting, path: str, value: object) -> Parcel:
    clear = b"".join(json_parcel(path, value).pieces)
    return Parcel(path, [sealed_for(acting.organisation, clear)], packed=True)


def _dossier(row: Dossier) -> dict[str, Any]:
    strategy = getattr(row, "strategy", None)
    fields = ("issue", "rights", "norms", "asked", "risk", "without_identity", "decided_on", "other_proceedings")
    return {
        "titre": row.title,
        "objet": row.purpose,
        "sorte": row.kind,
        "ouvert_le": row.created_at,
        "clos_le": row.closed_at,
        "strategie": {name: getattr(strategy, name) for name in fields} if strategy else {},
        "faits": [{"fait": f.statement_id, "quoi": f.kept_as, "note": f.note} for f in row.facts.all()],
        "taches": [{"quoi": t.what, "pour_le": t.due_on, "faite_le": t.done_at} for t in row.tasks.all()],
        "pieces": [
            {
                "numero": e.number,
                "titre": e.title,
                "source": e.source,
                "sha256": e.sha256,
                "original": f"scelles/{e.original_ref}.age",
                "copie": f"scelles/{e.working_ref}.age" if e.working_ref else "",
            }
            for e in row.exhibits.filter(removed_at=None)
        ],
        "saisines": [_referral(r) for r in row.referrals.all()],
        "echeances": [{"quoi": d.label, "pour_le": d.due_on, "fait_le": d.done_at} for d in row.deadlines.all()],
    }


def _referral(row: Referral) -> dict[str, Any]:
    return {
        "instance": row.body_id,
        "etat": row.state,
        "demande": row.asked,
        "deposee_le": row.filed_on,
        "voie": row.channel,
        "numero": row.file_number,
        "preuve": f"scelles/{row.proof_ref}.age" if row.proof_ref else "",
        "reponses": [{"ligne": a.line, "texte": a.text, "ecartee": a.aside} for a in row.answers.all()],
        "ecrits": [
            {"sorte": d.kind, "version": d.version, "fichier": f"scelles/{d.sealed_ref}.age"} for d in row.drafts.all()
        ],
        "suites": [{"recue_le": o.received_on, "sorte": o.kind, "resume": o.summary} for o in row.outcomes.all()],
    }
