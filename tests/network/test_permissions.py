"""The table of permissions is complete, and each role holds exactly what it says."""

from __future__ import annotations

import pytest

from vigie.kernel.api import Denied
from vigie.network.api import Acting, Audience, CapabilityCode, Permission, Relation, Role, can, check, sees
from vigie.network.phrases import PHRASES
from vigie.network.rules.permissions import GRANTED_TO, may, may_collect_testimony, may_grant

KEEPERS = {Role.ADMIN, Role.DATA_PROTECTION}


def with_roles(*roles: Role) -> Acting:
    return Acting("p", "P", "o", "o", "O", frozenset(roles))  # type: ignore[arg-type]


def test_every_permission_stands_in_the_table_once_with_somebody_to_hold_it():
    assert set(GRANTED_TO) == set(Permission)
    assert all(GRANTED_TO.values())


def test_every_role_may_do_something():
    assert {role for roles in GRANTED_TO.values() for role in roles} == set(Role)


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_carries_what_the_table_says_and_nothing_else(role, permission):
    acting = with_roles(role)
    expected = role in GRANTED_TO[permission]
    assert can(acting, permission) is expected
    if expected:
        check(acting, permission)
    else:
        with pytest.raises(Denied) as refused:
            check(acting, permission)
        assert refused.value.code in PHRASES


def test_nobody_without_role_may_do_anything():
    assert not any(may(frozenset(), permission) for permission in Permission)


def test_who_observes_opens_nothing_and_clears_nothing():
    held = {p for p in Permission if may(frozenset({Role.OBSERVER}), p)}
    assert held == {
        Permission.SEE_FACTS,
        Permission.RECORD_OBSERVATION,
        Permission.SEE_OPENINGS,
        Permission.SEE_PUBLICATIONS,
        Permission.PLAN_OBSERVATION,
        Permission.SEE_LEARNING,
        Permission.SEE_PROGRAMME,
        Permission.TAKE_PART,
    }


def test_communication_never_comes_near_what_is_sealed():
    mine = frozenset({Role.COMMUNICATION})
    assert not any(
        may(mine, p)
        for p in (Permission.OPEN_SEALED, Permission.SEE_MAILBAG, Permission.VALIDATE_MINOR, Permission.SEE_CASES)
    )


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_make_keepers(role):
    assert may_grant(frozenset({Role.ADMIN}), role)
    assert may_grant(frozenset({Role.COORDINATOR}), role) is (role not in KEEPERS)
    assert not may_grant(frozenset({Role.OBSERVER}), role)


@pytest.mark.parametrize(
    ("relation", "seen"),
    [
        (Relation.OWNER, {Audience.OWNER, Audience.PARTNERS, Audience.NETWORK}),
        (Relation.AGREEMENT, {Audience.PARTNERS, Audience.NETWORK}),
        (Relation.NETWORK, {Audience.NETWORK}),
        (Relation.STRANGER, set()),
    ],
)
def test_each_relation_sees_so_far_and_no_further(relation, seen):
    assert {audience for audience in Audience if sees(relation, audience)} == seen


@pytest.mark.parametrize(
    ("held", "allowed"),
    [
        (set(), False),
        ({CapabilityCode.TRAINED}, False),
        ({CapabilityCode.MEMBER}, False),
        ({CapabilityCode.TRAINED, CapabilityCode.MEMBER}, True),
        ({CapabilityCode.TRAINED, CapabilityCode.ON_MISSION}, True),
        ({CapabilityCode.MAY_COLLECT_TESTIMONY}, False),
        ({CapabilityCode.MAY_COLLECT_TESTIMONY, CapabilityCode.MEMBER}, True),
        ({CapabilityCode.MAY_USE_PRACTICE, CapabilityCode.MEMBER}, False),
    ],
)
def test_a_testimony_is_collected_by_whom_is_trained_and_belongs(held, allowed):
    assert may_collect_testimony(frozenset(held)) is allowed
