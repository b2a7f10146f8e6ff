"""Who sees what: one table of every address of the house, by role and by relation. ``tests/test_matrix.py`` walks it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from vigie.network.api import Role

OBSERVER, COORDINATOR, JURISTE, AVOCAT = Role.OBSERVER, Role.COORDINATOR, Role.JURISTE, Role.AVOCAT
COMMUNICATION, PROGRAMME, REFERENT = Role.COMMUNICATION, Role.PROGRAMME, Role.CHILD_REFERENT
PROTECTION, ADMIN = Role.DATA_PROTECTION, Role.ADMIN


class Outcome(StrEnum):
    """What an address answers."""

    YES = "yes"  # a page, or onward, or a remark about what was typed
    NO = "no"  # 403: for this association, without the right
    HIDDEN = "hidden"  # 404: for whoever may not even know
    SIGN_IN = "sign in"  # to the sign-in page
    NEVER = "never"  # 405: this address does not speak that way
    AGAIN = "again"  # the password is asked once more
    BROKEN = "broken"  # never expected


YES, NO, HIDDEN, SIGN_IN, NEVER, AGAIN = (Outcome(v) for v in ("yes", "no", "hidden", "sign in", "never", "again"))

# Who, when no object is at stake. Spelled out here, apart from the house's own table of rights.
FIELD = {OBSERVER, COORDINATOR, JURISTE, AVOCAT, REFERENT}
DESK = {COORDINATOR, JURISTE, AVOCAT}
KEEPERS = {ADMIN, PROTECTION}
LEADERS = {COORDINATOR, ADMIN}
ROLES = set(Role)
SIGNED_IN = {*Role, "no role"}
ANYONE = {*SIGNED_IN, "anonymous"}
NOBODY: set[str] = set()
PASSKEY = "keeper of a passkey"
Who = set[Role] | set[str] | set[Role | str]


@dataclass(frozen=True)
class Plain:
    """An address without an object: who may read it, who may post to it; ``None`` where the address does not speak so.

    Whoever is left out is told no when signed in, and led to sign in when not. ``data`` is what is posted.
    """

    name: str
    get: Who | None
    post: Who | None
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """An address of an object of one association, for six people, in the order of the columns.

    ``owner``, ``partner``, ``peer`` and ``stranger`` hold the same role (``role``) in the owning association, in one bound
    to it by an agreement, in one of the same network, in one that nothing binds; ``colleague`` is of the owning
    association without the right (``other``).
    """

    name: str
    thing: str
    method: str
    owner: Outcome
    colleague: Outcome
    partner: Outcome
    peer: Outcome
    stranger: Outcome
    anonymous: Outcome = SIGN_IN
    role: Role | str = COORDINATOR
    other: Role = COMMUNICATION
    data: dict[str, object] = field(default_factory=dict)


GET, POST = "get", "post"
