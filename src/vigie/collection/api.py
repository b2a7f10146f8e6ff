"""The collection floor's door: forms, phones, records at receipt, what waits."""

from .actions.devices import NewDevice, add_device, revoke_device
from .actions.enveloping import drop_notes
from .actions.forms import PublishedForm, list_form, publish_form, publish_pack, review_rings
from .actions.imports import ImportResult, Undone, drop_drafts, import_observations
from .actions.receiving import Outcome, Receipt, receive
from .actions.spooling import drop_old_pieces
from .actions.understanding import RowError
from .pack import PACK, FormSpec, fill
from .queries.behind import RecordBehind, records_behind, testimonies_waiting
from .queries.devices import DeviceCard, device_organisation, devices, sender
from .queries.package import package, phones_that_send
from .queries.waiting import Waiting, waiting
from .rules.states import Encryption, Flag, Reason, State

__all__ = [
    "PACK",
    "DeviceCard",
    "Encryption",
    "Flag",
    "FormSpec",
    "ImportResult",
    "NewDevice",
    "Outcome",
    "PublishedForm",
    "Reason",
    "Receipt",
    "RecordBehind",
    "RowError",
    "State",
    "Undone",
    "Waiting",
    "add_device",
    "device_organisation",
    "devices",
    "drop_drafts",
    "drop_notes",
    "drop_old_pieces",
    "fill",
    "import_observations",
    "list_form",
    "package",
    "phones_that_send",
    "publish_form",
    "publish_pack",
    "receive",
    "records_behind",
    "review_rings",
    "revoke_device",
    "sender",
    "testimonies_waiting",
    "waiting",
]
