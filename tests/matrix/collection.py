"""The field: forms, phones, what comes in. Whoever holds a phone's token passes the door; the rest is one association's."""

from tests.matrix import (
    ANYONE,
    DESK,
    FIELD,
    GET,
    HIDDEN,
    LEADERS,
    NEVER,
    NO,
    NOBODY,
    POST,
    REFERENT,
    ROLES,
    YES,
    Held,
    Plain,
)

PACK, OWN, RECORD = "form of the pack in the house", "own form", "record"
DRAFT, DONE = "import being prepared", "import that is done"
ASIDE = {"action": "aside"}
PASSED = (YES, YES, YES, YES, YES, YES)
SPOKEN_OTHERWISE = (NEVER, NEVER, NEVER, NEVER, NEVER, NEVER)

PLAIN = [
    Plain("carnet:index", ANYONE, None),
    Plain("carnet:worker", ANYONE, None),
    Plain("carnet:manifest", ANYONE, None),
    Plain("carnet:emptied", ANYONE, None),
    #     address                 get        post
    Plain("collection:forms", ROLES, None),
    Plain("collection:publish_form", LEADERS, LEADERS),
    Plain("collection:devices", LEADERS, None),
    Plain("collection:add_device", LEADERS, LEADERS),
    Plain("collection:numbers", LEADERS, LEADERS),
    Plain("collection:device_card", None, NOBODY),  # only with what was signed when the phone was added
    Plain("collection:slips", FIELD, FIELD),
    Plain("collection:paste", FIELD, FIELD),
    Plain("collection:paper", FIELD, FIELD),
    Plain("collection:mailbag", DESK | {REFERENT}, None),
    Plain("collection:envelopes", DESK | {REFERENT}, DESK),
    Plain("collection:motive", None, DESK, {"motive": "relire"}),
    Plain("collection:quarantine", DESK | {REFERENT}, None),
    Plain("collection:imports", LEADERS, LEADERS),
]

HELD = [
    #    address            thing                   method  owner colleague partner peer    stranger anonymous
    Held("door:form_list", "door", GET, *PASSED),
    Held("door:form_list", "door of nobody", GET, NO, NO, NO, NO, NO, NO),
    Held("door:form", "form of the pack", GET, *PASSED),
    Held("door:form", "own form at the door", GET, *PASSED),
    Held("door:form", "own form at another's door", GET, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("door:form", "form of the pack", POST, *PASSED),
    Held("door:manifest", "form of the pack", GET, *PASSED),
    Held("door:manifest", "form of the pack", POST, *PASSED),
    Held("door:media", "media of the pack", GET, *PASSED),
    Held("door:media", "media of the pack", POST, *PASSED),
    Held("door:submission", "door", POST, *PASSED),
    Held("door:submission", "door of nobody", POST, NO, NO, NO, NO, NO, NO),
    Held(
        "carnet:asset", "file of the field app", GET, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN
    ),  # none of that name
    Held("carnet:icon", "icon of no size", GET, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("door:carnet", "door", GET, *PASSED),
    Held("door:carnet", "door", POST, *SPOKEN_OTHERWISE),
    Held("door:carnet", "door of nobody", GET, NO, NO, NO, NO, NO, NO),
    Held("door:envelope", "envelope at the door", GET, *SPOKEN_OTHERWISE),  # it is put, in tests/collection
    Held("door:envelope", "envelope at the door", POST, *SPOKEN_OTHERWISE),
    Held("collection:form", PACK, GET, YES, YES, YES, YES, YES),
    Held("collection:form", OWN, GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:review_form", OWN, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:offer_form", OWN, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:paper_form", OWN, GET, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),  # the pack alone prints as a sheet
    Held("collection:form_workbook", OWN, GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:revoke_device", "phone", GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:revoke_device", "phone", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:record", RECORD, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:record", RECORD, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:record_file", "file of a record", GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:record_aside", RECORD, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:record_back", RECORD, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:record_undo", "versed record", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:quarantine_sort", "kept apart", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data=ASIDE),
    # No group is alike here: who may not clear is told no before, the others that there is none.
    Held("collection:alike", "records alike", GET, HIDDEN, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:alike", "records alike", POST, HIDDEN, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:alike_undo", "versed together", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:import", DONE, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:import_columns", DRAFT, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:import_columns", DRAFT, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:import_preview", DRAFT, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:import_begin", DRAFT, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("collection:import_undo", DONE, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
]
