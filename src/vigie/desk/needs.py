"""What waits for a person: at most three things, the most pressing first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.cases.api import waiting as waiting_in_dossiers
from vigie.collection.api import waiting
from vigie.facts.api import FactFilter, proposals_waiting, statement_count, withdrawals_waiting
from vigie.kernel.api import PARIS
from vigie.learning.api import candidates, my_certificate
from vigie.network.api import Acting, Permission, can, open_actions, to_sign
from vigie.vault.api import key_state

Text = str | Promise
MOST = 3


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: a sentence, where to go, how many, a word more. ``signal``: the one that matters most."""

    label: Text
    url: str
    number: int | None = None
    hint: Text = ""
    signal: bool = False

    @property
    def kind(self) -> str:
        """Return the look of the card."""
        return "signal" if self.signal else ""


def needs_of(acting: Acting, *, now: dt.datetime) -> list[Need]:
    """Return what waits for this person here, at most three."""
    found = (need for source in SOURCES for need in source(acting, now))
    return list(dict.fromkeys(found))[:MOST]


def _keys(acting: Acting, _now: dt.datetime) -> Iterator[Need]:
    """An association with one keyholder loses everything when that person leaves."""
    if not can(acting, Permission.MANAGE_KEYS):
        return
    state = key_state(acting.organisation)
    if not state.founded:
        yield Need(
            _("Fonder la clé de l’association"),
            reverse("vault:keys"),
            hint=_("Sans elle, rien ne peut être scellé."),
            signal=True,
        )
    elif not state.ready:
        yield Need(
            _("Trouver un·e second·e détenteur·rice de clé"),
            reverse("vault:keys"),
            hint=_("Si la seule personne part, tout est perdu."),
            signal=True,
        )


def _minors(acting: Acting, _now: dt.datetime) -> Iterator[Need]:
    """Nothing of a child is shared until the referent has looked."""
    if can(acting, Permission.VALIDATE_MINOR):
        number = statement_count(acting, FactFilter(minors=True))
        if number:
            hint = _("Rien n’en est partagé avant votre accord.")
            yield Need(_("témoignages de mineur·es à regarder"), reverse("facts:minors"), number, hint, signal=True)


def _withdrawals(acting: Acting, _now: dt.datetime) -> Iterator[Need]:
    """Somebody said no: as long as it is not seen to, nothing is published."""
    number = withdrawals_waiting(acting)
    if number:
        hint = _("Rien ne se publie avant que ce soit regardé.")
        yield Need(_("retraits à regarder"), reverse("desk:withdrawals"), number, hint, signal=True)


def _dossiers(acting: Acting, now: dt.datetime) -> Iterator[Need]:
    """A deadline nobody can date is the worst of all; then those near, then one's own tasks."""
    found = waiting_in_dossiers(acting, now=now)
    url = reverse("cases:dossier", args=[found.slug]) if found.slug else reverse("cases:dossiers")
    if found.unknown:
        hint = _("Personne ne sait ce qui les fait courir.")
        yield Need(_("échéances sans point de départ"), reverse("cases:my_deadlines"), found.unknown, hint, signal=True)
    if found.deadlines:
        yield Need(
            _("échéances d’ici sept jours"),
            reverse("cases:my_deadlines"),
            found.deadlines,
            _("Dans vos dossiers."),
            signal=True,
        )
    if found.tasks:
        yield Need(_("tâches pour vous"), url, found.tasks, _("Dans vos dossiers, d’ici sept jours."))


def _actions(acting: Acting, now: dt.datetime) -> Iterator[Need]:
    """What someone took on at a meeting and did not do in time."""
    late = open_actions(acting, person=acting.actor, before=now.astimezone(PARIS).date())
    if late:
        yield Need(_("actions en retard"), reverse("network:meetings"), len(late), late[0].text)


def _communiques(acting: Acting, now: dt.datetime) -> Iterator[Need]:
    """A text of the network that waits for this association's answer."""
    if can(acting, Permission.SPEAK_FOR):
        rows = to_sign(acting, day=now.astimezone(PARIS).date())
        if rows:
            yield Need(_("communiqués à signer ou non"), reverse("network:communiques"), len(rows), rows[0].title)


def _mailbag(acting: Acting, _now: dt.datetime) -> Iterator[Need]:
    if can(acting, Permission.CLEAR_MAILBAG):
        number = waiting(acting).total
        if number:
            yield Need(
                _("à dépouiller"),
                reverse("collection:mailbag"),
                number,
                _("Relevés et témoignages arrivés des téléphones."),
            )


def _duplicates(acting: Acting, _now: dt.datetime) -> Iterator[Need]:
    if can(acting, Permission.LINK_EVENTS):
        number = proposals_waiting(acting)
        if number:
            hint = _("Même commune, même jour, même sorte d’acte : une personne décide.")
            yield Need(_("doublons possibles"), reverse("facts:duplicates"), number, hint)


def _raw(acting: Acting, _now: dt.datetime) -> Iterator[Need]:
    if can(acting, Permission.CODE_FACTS):
        where = FactFilter(verifications=("brut",), organisations=(acting.organisation_slug,))
        number = statement_count(acting, where)
        if number:
            yield Need(_("relevés à relire"), f"{reverse('facts:statements')}?{where.to_query()}", number)


def _certificates(acting: Acting, now: dt.datetime) -> Iterator[Need]:
    """One's own certificate that ends soon; people who have all that theirs asks."""
    day = now.astimezone(PARIS).date()
    mine = my_certificate(acting, day=day) if can(acting, Permission.SEE_LEARNING) else None
    if mine and mine.holds and mine.ends_soon:
        hint = _("Sans elle, le formulaire de témoignage se ferme.")
        yield Need(_("Votre attestation de formation prend fin bientôt"), reverse("learning:home"), hint=hint)
    if can(acting, Permission.SIGN_CERTIFICATE):
        number = sum(one.ready and one.person != acting.actor for one in candidates(acting, day=day))
        if number:
            yield Need(_("attestations de formation à signer"), reverse("learning:certificates"), number)


SOURCES: tuple[Callable[[Acting, dt.datetime], Iterator[Need]], ...] = (
    _keys,
    _minors,
    _withdrawals,
    _dossiers,
    _actions,
    _communiques,
    _mailbag,
    _duplicates,
    _raw,
    _certificates,
)
