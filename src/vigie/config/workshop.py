"""What waits in the practice world: its workshop, two weeks of invented facts and a small mailbag."""

from __future__ import annotations

import datetime as dt
import random

from vigie.collection.api import add_device, devices, fill, publish_pack
from vigie.desk.api import prepare_workshop
from vigie.facts.api import ObservationDraft, ShiftDraft, record_many, record_shifts
from vigie.kernel.api import PARIS, atomic

from .demo.mailbag import EXPULSION, RELEVE, SHIFT, TESTIMONY, WATER, Letter, Phone
from .demo.story import tell

DAYS = dt.timedelta(days=14)
BASE = "http://localhost"
LETTERS = (
    *(Letter(RELEVE) for _ in range(4)),
    Letter(EXPULSION),
    Letter(EXPULSION),
    Letter(WATER),
    Letter(SHIFT),
    Letter(TESTIMONY, {"language": "fr", "minor": "no"}),
    Letter(TESTIMONY, {"language": "ar", "minor": "no"}),
    Letter(TESTIMONY, {"language": "en", "minor": "yes"}),
)


def fill_workshop(*, now: dt.datetime) -> None:
    """Open the workshop of the practice world and, the first time, put something to practise on. Call it in that world."""
    trainer = prepare_workshop(now=now)
    if devices(acting=trainer, now=now):
        return
    last = now.astimezone(PARIS).date() - dt.timedelta(days=1)
    told = [record.draft for record in tell(first=last - DAYS, last=last, seed=62548)]
    with atomic():
        observations = [draft for draft in told if isinstance(draft, ObservationDraft)]
        record_many(acting=trainer, drafts=observations, import_id="exercice", now=now)
        record_shifts(acting=trainer, drafts=[d for d in told if isinstance(d, ShiftDraft)], now=now)
        publish_pack(now=now)
        device = add_device(acting=trainer, name="Téléphone 1", now=now, base_url=BASE)
        phone = Phone(device.server_url)
        chance = random.Random(62548)  # noqa: S311 -- a story, not a secret
        for letter in LETTERS:
            phone.send(fill(letter.form, chance, now, **letter.said))
