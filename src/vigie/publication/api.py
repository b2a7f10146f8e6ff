"""The door of the publications: check, sign, release, correct; read the register and verify it."""

from .actions.checks import sign, submit_for_check, take_back
from .actions.releases import correct, release, withdraw_release
from .documents.commanding import bulletin_files
from .queries.ledger import Drift, ReleaseCard, drift, ledger, release_detail, verify_chain
from .queries.policy import policy
from .queries.protecting import protected
from .rules.cells import Cell
from .rules.disclosure import Reason, Verdict
from .rules.policy import DatedFact, Policy, too_early

__all__ = [
    "Cell",
    "DatedFact",
    "Drift",
    "Policy",
    "Reason",
    "ReleaseCard",
    "Verdict",
    "bulletin_files",
    "correct",
    "drift",
    "ledger",
    "policy",
    "protected",
    "release",
    "release_detail",
    "sign",
    "submit_for_check",
    "take_back",
    "too_early",
    "verify_chain",
    "withdraw_release",
]
