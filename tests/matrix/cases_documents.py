"""Documents of a referral: whoever is not named in the dossier learns nothing, a colleague neither."""

from tests.matrix import GET, HIDDEN, POST, YES, Held, Plain

PLAIN: list[Plain] = []
HERE = "referral with documents"

HELD = [
    #    address                     thing            method owner colleague partner peer    stranger
    Held("cases:documents", HERE, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:make_document", HERE, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, data={"kind": "pdf"}),
    Held("cases:lend_documents", HERE, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:document", "made document", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:document", "made document", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, data={"motive": "relire"}),
    Held("cases:word_template", HERE, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:word_template", HERE, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:word_template_file", HERE, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:word_template_drop", HERE, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
]
