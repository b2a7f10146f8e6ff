"""Quotes chosen and attestations prepared: a testimony is one's own association's, a dossier of those named in it."""

from tests.matrix import (
    DESK,
    GET,
    HIDDEN,
    JURISTE,
    NO,
    POST,
    YES,
    Held,
    Plain,
)

TOLD, GATHERED = "testimony to quote from", "dossier of attestations"
BEGUN, PAPER, SEALED = "attestation", "paper of an attestation", "sealed paper of an attestation"
MOTIVE, WITNESS = {"motive": "relire"}, {"witness": "Galet", "language": "fr", "identity": "no"}

PLAIN = [
    Plain("cases:quote_of", DESK, None),
]

HELD = [
    #    address                thing   method  owner colleague partner peer    stranger
    Held("cases:choose_quote", TOLD, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:choose_quote", TOLD, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data=MOTIVE),
    # A dossier is of those named in it: here one juriste of the association.
    Held("cases:attestations", GATHERED, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("cases:attestations", GATHERED, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE, data=WITNESS),
    Held("cases:attestation", BEGUN, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("cases:attestation", BEGUN, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("cases:attestation_blank", BEGUN, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("cases:attestation_aid", BEGUN, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("cases:attestation_aid", BEGUN, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("cases:attestation_paper", PAPER, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    # Without the key one is shown the lock, not the paper: ``test_matrix`` looks for it in every answer.
    Held("cases:attestation_open", SEALED, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("cases:attestation_open", SEALED, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE, data=MOTIVE),
    Held("cases:attestation_drop", SEALED, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
]
