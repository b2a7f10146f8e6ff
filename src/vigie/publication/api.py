"""The door of the publications: check, sign, release, correct; read the register and verify it."""

from .actions.bulletins import Written, publish, start, submit, write
from .actions.checks import sign, submit_for_check, take_back
from .actions.quotes import Around, let_quotes_go, mark_used, propose_quote, read_quote, revise_quote, withdraw_quote
from .actions.releases import correct, release, withdraw_release
from .documents.commanding import bulletin_files
from .entering import MARKS, AroundForm, language_choices
from .queries.activity import activity
from .queries.bulletins import Candidate, candidates, readable
from .queries.ledger import Drift, ReleaseCard, drift, ledger, release_detail, verify_chain
from .queries.package import package, release_count
from .queries.policy import policy
from .queries.protecting import protected
from .queries.quotes import QuoteCard, QuoteFilter, UseCard, quote, quotes, quotes_of, site_names, usable_quotes
from .queries.withdrawn import TouchedPublications, TouchedRelease, touched_publications
from .rules.cells import Cell
from .rules.disclosure import Reason, Verdict
from .rules.identifiers import NEVER, Mark, Spot, pieces, spot
from .rules.policy import DatedFact, Policy, too_early
from .rules.quotes import LONGEST, Standing

__all__ = [
    "LONGEST",
    "MARKS",
    "NEVER",
    "Around",
    "AroundForm",
    "Candidate",
    "Cell",
    "DatedFact",
    "Drift",
    "Mark",
    "Policy",
    "QuoteCard",
    "QuoteFilter",
    "Reason",
    "ReleaseCard",
    "Spot",
    "Standing",
    "TouchedPublications",
    "TouchedRelease",
    "UseCard",
    "Verdict",
    "Written",
    "activity",
    "bulletin_files",
    "candidates",
    "correct",
    "drift",
    "language_choices",
    "ledger",
    "let_quotes_go",
    "mark_used",
    "package",
    "pieces",
    "policy",
    "propose_quote",
    "protected",
    "publish",
    "quote",
    "quotes",
    "quotes_of",
    "read_quote",
    "readable",
    "release",
    "release_count",
    "release_detail",
    "revise_quote",
    "sign",
    "site_names",
    "spot",
    "start",
    "submit",
    "submit_for_check",
    "take_back",
    "too_early",
    "touched_publications",
    "usable_quotes",
    "verify_chain",
    "withdraw_quote",
    "withdraw_release",
    "write",
]
