"""The door of the trainings: modules, sessions, certificates that give rights, the library of the law."""

from .actions.certificates import remind_certificates, revoke_certificate, sign_certificate
from .actions.forgetting import forget_learning
from .actions.library import (
    Attached,
    ResourceDraft,
    add_resource,
    change_resource,
    set_aside,
    tell_stale,
    verify_resource,
)
from .actions.sessions import (
    SessionDraft,
    add_to_sheet,
    change_session,
    enrol,
    evaluate,
    leave_sheet,
    move_session,
    plan_session,
    tick_sheet,
)
from .actions.studying import Coded, answer_quiz, code_exercise, read_page
from .loading import exercises, modules
from .queries.activity import activity
from .queries.certificates import Candidate, CertificateCard, candidates, certificate, my_certificate
from .queries.library import ResourceCard, ResourceFilter, resource, resources, stale_count, texts
from .queries.package import package
from .queries.sessions import SessionCard, session, sessions, sheet
from .queries.studies import ModuleCard, done_by, module, module_cards, testimony_module
from .rules.agreement import Agreement, compare
from .rules.certificates import Asked, Done, missing
from .rules.states import SessionState

__all__ = [
    "Agreement",
    "Asked",
    "Attached",
    "Candidate",
    "CertificateCard",
    "Coded",
    "Done",
    "ModuleCard",
    "ResourceCard",
    "ResourceDraft",
    "ResourceFilter",
    "SessionCard",
    "SessionDraft",
    "SessionState",
    "activity",
    "add_resource",
    "add_to_sheet",
    "answer_quiz",
    "candidates",
    "certificate",
    "change_resource",
    "change_session",
    "code_exercise",
    "compare",
    "done_by",
    "enrol",
    "evaluate",
    "exercises",
    "forget_learning",
    "leave_sheet",
    "missing",
    "module",
    "module_cards",
    "modules",
    "move_session",
    "my_certificate",
    "package",
    "plan_session",
    "read_page",
    "remind_certificates",
    "resource",
    "resources",
    "revoke_certificate",
    "session",
    "sessions",
    "set_aside",
    "sheet",
    "sign_certificate",
    "stale_count",
    "tell_stale",
    "testimony_module",
    "texts",
    "tick_sheet",
    "verify_resource",
]
