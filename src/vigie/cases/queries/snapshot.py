"""Read, at one moment, all that a referral's checklist looks at."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from vigie.facts.api import Standing, standings, withdrawn_among
from vigie.network.api import Acting

from ..models import (
    Attestation,
    Deadline,
    Dossier,
    KitItem,
    MandateObject,
    Referral,
    ReferralAnswer,
    ReferralPerson,
    Strategy,
)
from ..rules.deadlines import RULES
from ..rules.probes import Clock, Person, Piece, Snapshot, probe
from ..rules.requirements import ANSWER, Line, Row, Said, judge
from ..rules.states import ExhibitState, ReferralState
from .bodies import requirements_of

STRATEGY = ("issue", "rights", "norms", "asked", "risk", "without_identity", "decided_on", "other_proceedings")
SENT = (ReferralState.FILED.value, ReferralState.ANSWERED.value, ReferralState.CLOSED.value)


def standings_of(
    acting: Acting, people: list[ReferralPerson], body: str, *, on: dt.date, lock: bool = False
) -> dict[str, Standing]:
    """Return where the people of a referral stand for its body, by statement."""
    statements = [p.fact.statement_id for p in people if p.fact.statement_id]
    return standings(acting, statements, purpose=f"body:{body}", on=on, lock=lock)


def persons(
    acting: Acting, referral: Referral, *, on: dt.date, lock: bool = False
) -> tuple[tuple[ReferralPerson, Person, Standing | None], ...]:
    """Return the people of a referral, each judged on one day: consent for this body, mandate, minor, withdrawal."""
    rows = list(referral.people.select_related("fact"))
    found = standings_of(acting, rows, referral.body_id, on=on, lock=lock)
    mandates = _mandates(acting, referral.dossier_id, on)
    return tuple((row, _person(row, standing, mandates), standing) for row, standing in _each(rows, found))


def _each(rows: list[ReferralPerson], found: dict[str, Standing]) -> list[tuple[ReferralPerson, Standing | None]]:
    return [(row, found.get(row.fact.statement_id or "")) for row in rows]


def _person(row: ReferralPerson, standing: Standing | None, mandates: dict[str, str]) -> Person:
    if standing is None:
        return Person(row.id, row.fact.kept_as, row.named, seen=False)
    return Person(
        id=row.id,
        pseudonym=standing.pseudonym or row.fact.kept_as,
        named=row.named,
        consent=standing.consent,
        mandate=mandates.get(standing.testimony, ""),
        minor_held=standing.minor_held,
        withdrawn=standing.withdrawn,
    )


def _mandates(acting: Acting, dossier: str, on: dt.date) -> dict[str, str]:
    """Return the live mandate that covers each testimony of a dossier, by testimony."""
    live = MandateObject.objects.filter(
        Q(mandate__until=None) | Q(mandate__until__gte=on),
        mandate__dossier=dossier,
        mandate__revoked_at=None,
        mandate__signed_on__lte=on,
    )
    covered = [(o.fact.statement_id, o.mandate_id) for o in live.select_related("fact") if o.fact.statement_id]
    told = standings(acting, [statement for statement, _m in covered], purpose="lawyer", on=on)
    return {told[statement].testimony: mandate for statement, mandate in covered if statement in told}


def snapshot(acting: Acting, referral: Referral, *, on: dt.date, people: tuple[Person, ...] | None = None) -> Snapshot:
    """Return what the probes look at, today."""
    dossier = referral.dossier
    if people is None:
        people = tuple(person for _row, person, _s in persons(acting, referral, on=on))
    return Snapshot(
        today=on,
        referral=referral.id,
        dossier=dossier.id,
        strategy=_strategy(dossier),
        people=people,
        facts=tuple(Row("fact", f.id, f.kept_as) for f in dossier.facts.exclude(statement=None)),
        pieces=_pieces(referral),
        kit=_kit(dossier, on),
        organisation=dossier.organisation_id,
        founded=dossier.organisation.founded,
        asked=bool(referral.asked.strip()),
        risk_told=referral.risk_told_at is not None,
        other_side=referral.other_side_at is not None,
        reviewed=referral.reviewed_at is not None,
        orders=tuple(Row("order", o.id, o.kept_as) for o in dossier.orders.exclude(order=None)),
        clocks=_clocks(referral),
        attestations=_attestations(dossier),
        filed=_filed(referral),
    )


def lines(referral: Referral, seen: Snapshot) -> tuple[Line, ...]:
    """Return the checklist of a referral, judged."""
    requirements = requirements_of(referral.body_id)
    codes = {r.probe for r in requirements if r.probe != ANSWER}
    answers = ReferralAnswer.objects.filter(referral=referral)
    said = {a.line: Said(a.id, a.text, a.aside) for a in answers}
    return judge(requirements, {code: probe(code, seen) for code in codes}, said)


def _strategy(dossier: Dossier) -> dict[str, str]:
    row = Strategy.objects.filter(dossier=dossier).first()
    return {name: "1" for name in STRATEGY if row is not None and getattr(row, name)}


def _pieces(referral: Referral) -> tuple[Piece, ...]:
    rows = list(referral.produced.select_related("exhibit__fact"))
    gone = withdrawn_among(
        statements=[row.exhibit.fact.statement_id or "" for row in rows if row.exhibit.fact],
        refs=[row.exhibit.original_ref for row in rows],
    )
    return tuple(
        Piece(
            id=row.id,
            number=row.exhibit.number,
            hashed=bool(row.exhibit.sha256),
            ready=row.exhibit.state == ExhibitState.READY.value and row.exhibit.removed_at is None,
            altered=row.exhibit.altered_at is not None,
            withdrawn=bool(
                gone & {row.exhibit.original_ref, row.exhibit.fact.statement_id if row.exhibit.fact else ""}
            ),
        )
        for row in rows
    )


def _kit(dossier: Dossier, on: dt.date) -> dict[str, Row]:
    rows = KitItem.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on),
        Q(dossier=None) | Q(dossier=dossier),
        organisation=dossier.organisation_id,
        replaced_at=None,
    )
    return {row.kind: Row("kit", row.id, row.title) for row in rows}


def _clocks(referral: Referral) -> tuple[Clock, ...]:
    rows = Deadline.objects.filter(Q(referral=referral) | Q(referral=None), dossier=referral.dossier_id)
    own = [row for row in rows if row.referral_id or rule_body(row.rule) == referral.body_id]
    return tuple(Clock(row.id, row.label or row.rule, row.due_on is not None) for row in own)


def rule_body(code: str) -> str:
    """Return the body whose rule a deadline follows; empty for a date of one's own."""
    return RULES[code].body if code in RULES else ""


def _attestations(dossier: Dossier) -> tuple[Row, ...]:
    rows = Attestation.objects.filter(dossier=dossier).exclude(signed_on=None).exclude(original_ref="")
    return tuple(Row("attestation", row.id, row.witness) for row in rows)


def _filed(referral: Referral) -> dict[str, Row]:
    rows = Referral.objects.filter(dossier=referral.dossier_id, state__in=SENT).exclude(id=referral.id)
    return {row.body_id: Row("referral", row.id, row.file_number) for row in rows.order_by("filed_on")}
