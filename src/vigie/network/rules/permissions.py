"""Who may do what: roles, permissions, and how an association stands to another's rows. Pure."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is in one association. Only the avocat·e has privilege; a juriste has not."""

    OBSERVER = "observer"
    COORDINATOR = "coordinator"
    JURISTE = "juriste"
    AVOCAT = "avocat"
    COMMUNICATION = "communication"
    PROGRAMME = "programme"
    DATA_PROTECTION = "data_protection"
    ADMIN = "admin"
    CHILD_REFERENT = "child_referent"


class Permission(StrEnum):
    """One thing a person may do for the association they act for."""

    SEE_FACTS = "see_facts"
    RECORD_OBSERVATION = "record_observation"
    SEE_MAILBAG = "see_mailbag"
    CLEAR_MAILBAG = "clear_mailbag"
    CODE_FACTS = "code_facts"
    LINK_EVENTS = "link_events"
    IMPORT_FACTS = "import_facts"
    EXPORT_FACTS = "export_facts"
    DELETE_FACTS = "delete_facts"
    VALIDATE_MINOR = "validate_minor"
    PUBLISH_FORM = "publish_form"
    REVIEW_RINGS = "review_rings"
    MANAGE_DEVICES = "manage_devices"
    MANAGE_KEYS = "manage_keys"
    OPEN_SEALED = "open_sealed"
    SEE_OPENINGS = "see_openings"
    INVITE_PEOPLE = "invite_people"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_AGREEMENTS = "manage_agreements"
    SEE_JOURNAL = "see_journal"
    SET_UP = "set_up"
    MANAGE_VOCABULARY = "manage_vocabulary"
    KEEP_ORDERS = "keep_orders"
    SEE_CASES = "see_cases"
    OPEN_DOSSIER = "open_dossier"
    KEEP_KIT = "keep_kit"
    GIVE_MANDATE = "give_mandate"
    FILE_REFERRAL = "file_referral"
    VERIFY_BODY = "verify_body"
    SEE_PUBLICATIONS = "see_publications"
    WRITE_BULLETIN = "write_bulletin"
    SIGN_RELEASE = "sign_release"
    CHOOSE_QUOTE = "choose_quote"
    SEE_WITHDRAWALS = "see_withdrawals"
    HANDLE_WITHDRAWAL = "handle_withdrawal"
    PLAN_OBSERVATION = "plan_observation"
    WATCH_PLANS = "watch_plans"
    SEE_LEARNING = "see_learning"
    RUN_TRAINING = "run_training"
    SIGN_CERTIFICATE = "sign_certificate"
    KEEP_LIBRARY = "keep_library"
    VERIFY_RESOURCE = "verify_resource"
    SEE_PROGRAMME = "see_programme"
    RUN_PROGRAMME = "run_programme"
    TAKE_PART = "take_part"
    SPEAK_FOR = "speak_for"
    KEEP_TOOLS = "keep_tools"
    WRITE_COMMUNIQUE = "write_communique"
    SEE_ACTIVITY = "see_activity"
    LEAVE_HOUSE = "leave_house"


_EVERYONE = frozenset(Role)
_FIELD = frozenset({Role.OBSERVER, Role.COORDINATOR, Role.JURISTE, Role.AVOCAT, Role.CHILD_REFERENT})
_DESK = frozenset({Role.COORDINATOR, Role.JURISTE, Role.AVOCAT})
_KEEPERS = frozenset({Role.ADMIN, Role.DATA_PROTECTION})

GRANTED_TO: dict[Permission, frozenset[Role]] = {
    Permission.SEE_FACTS: _EVERYONE,
    Permission.RECORD_OBSERVATION: _FIELD,
    Permission.SEE_MAILBAG: _DESK | {Role.CHILD_REFERENT},
    Permission.CLEAR_MAILBAG: _DESK,
    Permission.CODE_FACTS: _DESK,
    Permission.LINK_EVENTS: _DESK,
    Permission.IMPORT_FACTS: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.EXPORT_FACTS: _DESK | {Role.COMMUNICATION, Role.DATA_PROTECTION},
    Permission.DELETE_FACTS: _DESK,
    Permission.VALIDATE_MINOR: frozenset({Role.CHILD_REFERENT}),
    Permission.PUBLISH_FORM: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.REVIEW_RINGS: frozenset({Role.COORDINATOR, Role.DATA_PROTECTION, Role.ADMIN}),
    Permission.MANAGE_DEVICES: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.MANAGE_KEYS: _KEEPERS,
    Permission.OPEN_SEALED: _DESK | _KEEPERS | {Role.CHILD_REFERENT},
    Permission.SEE_OPENINGS: _EVERYONE,
    Permission.INVITE_PEOPLE: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.MANAGE_ORGANISATION: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.MANAGE_AGREEMENTS: frozenset({Role.COORDINATOR, Role.ADMIN, Role.DATA_PROTECTION}),
    Permission.SEE_JOURNAL: _KEEPERS | {Role.COORDINATOR},
    Permission.SET_UP: frozenset({Role.ADMIN}),
    Permission.MANAGE_VOCABULARY: frozenset({Role.COORDINATOR, Role.JURISTE, Role.AVOCAT}),
    Permission.KEEP_ORDERS: _DESK,
    Permission.SEE_CASES: _DESK,
    Permission.OPEN_DOSSIER: _DESK,
    Permission.KEEP_KIT: _DESK | {Role.ADMIN},
    Permission.GIVE_MANDATE: _DESK,
    Permission.FILE_REFERRAL: frozenset({Role.JURISTE, Role.AVOCAT}),
    Permission.VERIFY_BODY: frozenset({Role.JURISTE, Role.AVOCAT}),
    Permission.SEE_PUBLICATIONS: _EVERYONE,
    Permission.WRITE_BULLETIN: frozenset({Role.COORDINATOR, Role.COMMUNICATION}),
    Permission.SIGN_RELEASE: _DESK | {Role.COMMUNICATION, Role.DATA_PROTECTION},
    Permission.CHOOSE_QUOTE: _DESK,
    Permission.SEE_WITHDRAWALS: _DESK | _KEEPERS | {Role.COMMUNICATION},
    Permission.HANDLE_WITHDRAWAL: _DESK | {Role.DATA_PROTECTION},
    Permission.PLAN_OBSERVATION: _FIELD | {Role.ADMIN},
    Permission.WATCH_PLANS: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.SEE_LEARNING: _EVERYONE,
    Permission.RUN_TRAINING: frozenset({Role.COORDINATOR, Role.PROGRAMME, Role.ADMIN}),
    Permission.SIGN_CERTIFICATE: frozenset({Role.COORDINATOR, Role.PROGRAMME}),
    Permission.KEEP_LIBRARY: _DESK | {Role.PROGRAMME, Role.ADMIN},
    Permission.VERIFY_RESOURCE: frozenset({Role.JURISTE, Role.AVOCAT}),
    Permission.SEE_PROGRAMME: _EVERYONE,
    Permission.RUN_PROGRAMME: frozenset({Role.PROGRAMME, Role.COORDINATOR}),
    Permission.TAKE_PART: _EVERYONE,
    Permission.SPEAK_FOR: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.KEEP_TOOLS: _DESK | {Role.ADMIN, Role.DATA_PROTECTION},
    Permission.WRITE_COMMUNIQUE: _DESK | {Role.COMMUNICATION},
    Permission.LEAVE_HOUSE: frozenset({Role.COORDINATOR}),
    Permission.SEE_ACTIVITY: frozenset({Role.COORDINATOR, Role.COMMUNICATION, Role.PROGRAMME, Role.ADMIN}),
}
"""Every permission stands here once; a test keeps it so."""


class Relation(StrEnum):
    """How the association one acts for stands to the association that owns a row."""

    OWNER = "owner"
    AGREEMENT = "agreement"
    NETWORK = "network"
    STRANGER = "stranger"


class Audience(StrEnum):
    """How far a coded fact was shared by its association."""

    OWNER = "owner"
    PARTNERS = "partners"
    NETWORK = "network"


_SEEN_BY: dict[Audience, frozenset[Relation]] = {
    Audience.OWNER: frozenset({Relation.OWNER}),
    Audience.PARTNERS: frozenset({Relation.OWNER, Relation.AGREEMENT}),
    Audience.NETWORK: frozenset({Relation.OWNER, Relation.AGREEMENT, Relation.NETWORK}),
}


def may(roles: frozenset[Role], permission: Permission) -> bool:
    """Say whether one of the roles carries the permission."""
    return not roles.isdisjoint(GRANTED_TO[permission])


def sees(relation: Relation, audience: Audience) -> bool:
    """Say whether an association in this relation sees a fact shared with this audience. A stranger sees nothing."""
    return relation in _SEEN_BY[audience]


class CapabilityCode(StrEnum):
    """Dated rights that the upper floors grant and the lower ones ask for."""

    TRAINED = "trained"
    ON_MISSION = "on_mission"
    MEMBER = "member"
    MAY_COLLECT_TESTIMONY = "may_collect_testimony"
    MAY_USE_PRACTICE = "may_use_practice"


def may_collect_testimony(held: frozenset[CapabilityCode]) -> bool:
    """Say whether a person may collect a testimony: trained, and on a mission or a member (design, section 3)."""
    trained = CapabilityCode.TRAINED in held or CapabilityCode.MAY_COLLECT_TESTIMONY in held
    return trained and bool(held & {CapabilityCode.ON_MISSION, CapabilityCode.MEMBER})


GRANTING: dict[CapabilityCode, frozenset[Permission]] = {
    CapabilityCode.TRAINED: frozenset({Permission.SIGN_CERTIFICATE}),
    CapabilityCode.MAY_COLLECT_TESTIMONY: frozenset({Permission.SIGN_CERTIFICATE}),
}
"""What else than managing the association lets one give or take a dated right."""


def may_give_right(roles: frozenset[Role], code: CapabilityCode) -> bool:
    """Say whether someone with these roles may give or take this dated right."""
    allowed = GRANTING.get(code, frozenset()) | {Permission.MANAGE_ORGANISATION}
    return any(may(roles, permission) for permission in allowed)


_GIVEN_BY_ADMIN = frozenset({Role.ADMIN, Role.DATA_PROTECTION})


def may_grant(roles: frozenset[Role], role: Role) -> bool:
    """Say whether someone with these roles may give or take this one: only an administrator makes a keeper."""
    if not may(roles, Permission.MANAGE_ORGANISATION):
        return False
    return Role.ADMIN in roles or role not in _GIVEN_BY_ADMIN
