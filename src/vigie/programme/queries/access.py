"""The gates of the programme: what an organisation is to a mission or a call, and who runs, signs or reads there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vigie.kernel.api import Denied, Missing
from vigie.network.api import Acting, Permission, can, check

from ..models import Application, Call, Juror, Mission, Programme, Session
from ..rules.kinds import Part


@dataclass(frozen=True, slots=True)
class InMission:
    """A mission, and what the person who asked is to it."""

    mission: Mission
    parts: frozenset[Part]
    volunteer: bool
    runs: bool

    @property
    def works(self) -> bool:
        """Say whether they write the sheet: staff of the three partners, and the volunteer."""
        return self.volunteer or (bool(self.parts) and self._staff) or self.runs

    @property
    def expects(self) -> bool:
        """Say whether they put on the list what is expected: who works there, the volunteer apart."""
        return self.works and not self.volunteer

    _staff: bool = False


@dataclass(frozen=True, slots=True)
class InCall:
    """A call, whether the person who asked runs it, and their place in its jury."""

    call: Call
    runs: bool
    juror: Juror | None


def programmes(acting: Acting) -> QuerySet[Programme]:
    """Return the programmes of the organisation acted for, and those in whose missions or calls it is a partner."""
    check(acting, Permission.SEE_PROGRAMME)
    mine = acting.organisation
    found = Programme.objects.filter(
        Q(operator_id=mine)
        | Q(sessions__missions__partners__organisation_id=mine)
        | Q(sessions__calls__partners__organisation_id=mine)
    )
    return found.distinct()


def programme_of(acting: Acting, slug: str, *, run: bool = False) -> Programme:
    """Return a programme to its operator and partners; with ``run``, to whoever runs it.

    Raises:
        Missing: ``programme.no_programme``. Denied: may not run one.
    """
    row = programmes(acting).filter(slug=slug).select_related("operator").first()
    if row is None:
        raise Missing("programme.no_programme")
    if run:
        must_run(acting, row)
    return row


def session_of(acting: Acting, slug: str, *, run: bool = False) -> Session:
    """Return a session, as ``programme_of`` its programme.

    Raises:
        Missing: ``programme.no_session``. Denied: may not run one.
    """
    seen = Session.objects.filter(slug=slug, programme__in=programmes(acting))
    row = seen.select_related("programme__operator").first()
    if row is None:
        raise Missing("programme.no_session")
    if run:
        must_run(acting, row.programme)
    return row


def must_run(acting: Acting, programme: Programme) -> None:
    """Let pass who runs a programme: staff of its operator.

    Raises:
        Denied: no role that runs one, or of a partner.
    """
    check(acting, Permission.RUN_PROGRAMME)
    if programme.operator_id != acting.organisation:
        raise Denied("programme.operator_only")


def missions(acting: Acting) -> QuerySet[Mission]:
    """Return the missions a person sees: of their organisation as operator or partner, and their own."""
    mine = acting.organisation
    seen = Q(volunteer_id=acting.actor)
    if can(acting, Permission.SEE_PROGRAMME):
        seen |= Q(session__programme__operator_id=mine) | Q(partners__organisation_id=mine)
    return Mission.objects.filter(seen).distinct()


def mission_of(acting: Acting, slug: str, *, run: bool = False, work: bool = False) -> InMission:
    """Return a mission to its partners and its volunteer.

    Raises:
        Missing: ``programme.no_mission``, none, or none for this person.
        Denied: may not run it, or (``work``) not write in its sheet.
    """
    row = missions(acting).filter(slug=slug).select_related("session__programme__operator", "volunteer", "home").first()
    if row is None:
        raise Missing("programme.no_mission")
    programme = row.session.programme
    parts = frozenset(Part(p.part) for p in row.partners.all() if p.organisation_id == acting.organisation)
    staff = can(acting, Permission.RUN_PROGRAMME)
    entered = InMission(
        row,
        parts,
        volunteer=row.volunteer_id == acting.actor,
        runs=staff and programme.operator_id == acting.organisation,
        _staff=staff,
    )
    if run and not entered.runs:
        must_run(acting, programme)
    if work and not entered.works:
        raise Denied("programme.not_in_sheet")
    return entered


def calls(acting: Acting) -> QuerySet[Call]:
    """Return the calls a person sees inside the house: of their organisation as operator or partner, or as a juror."""
    check(acting, Permission.SEE_PROGRAMME)
    mine = acting.organisation
    juror = Q(jury__person=acting.actor, jury__organisation_id=mine, jury__ended_at=None)
    return Call.objects.filter(
        Q(session__programme__operator_id=mine) | Q(partners__organisation_id=mine) | juror
    ).distinct()


def call_of(acting: Acting, slug: str, *, run: bool = False) -> InCall:
    """Return a call to its operator and partners.

    Raises:
        Missing: ``programme.no_call``. Denied: may not run it.
    """
    row = calls(acting).filter(slug=slug).select_related("session__programme__operator").first()
    if row is None:
        raise Missing("programme.no_call")
    programme = row.session.programme
    if run:
        must_run(acting, programme)
    runs = can(acting, Permission.RUN_PROGRAMME) and programme.operator_id == acting.organisation
    seats = row.jury.filter(person=acting.actor, organisation_id=acting.organisation, ended_at=None)
    return InCall(row, runs, seats.first())


def seat(acting: Acting, slug: str) -> tuple[Call, Juror]:
    """Return a call and the place in its jury of the person who asked; whoever else learns only that they are not in it.

    Raises:
        Missing: ``programme.no_call``. Denied: ``programme.jury_only``.
    """
    entered = call_of(acting, slug)
    if entered.juror is None:
        raise Denied("programme.jury_only")
    return entered.call, entered.juror


def application_of(acting: Acting, application_id: str) -> tuple[Application, Juror]:
    """Return an application to a juror of its call.

    Raises:
        Missing: ``programme.no_application``, none, or none for this person: it is not told which.
    """
    row = (
        Application.objects.filter(
            id=application_id,
            call__jury__person=acting.actor,
            call__jury__organisation_id=acting.organisation,
            call__jury__ended_at=None,
        )
        .exclude(state="draft")
        .select_related("call__session__programme__operator", "mission", "same_as")
        .first()
    )
    if row is None:
        raise Missing("programme.no_application")
    juror = row.call.jury.get(person=acting.actor, organisation_id=acting.organisation, ended_at=None)
    return row, juror
