"""Load the demonstration, once, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from vigie.facts.api import ObservationDraft, ShiftDraft, record_many, record_shifts
from vigie.kernel.api import atomic, now, today
from vigie.network.api import acting_system, organisations

from .dossiers import Stage, open_dossiers
from .mailbag import fill_mailbag
from .missionlife import load_mission_life
from .network import load_network
from .programme import load_programme
from .public import public_events
from .publications import publish_bulletins
from .story import Told, tell
from .testimonies import record_testimonies
from .together import Together
from .trainings import hold_trainings

HISTORY = dt.timedelta(days=182)
IMPORT = "demonstration"


def load_demo(*, base_url: str) -> None:
    """Load the demonstration into the current world if it is not there yet."""
    if any(o.slug == "demo" for o in organisations()):
        return
    moment = now()
    begun = moment - HISTORY - dt.timedelta(days=20)
    with atomic():
        cast = load_network(begun=begun)
        _tell(moment)
        told = record_testimonies(now=moment)
        fill_mailbag(cast, now=moment, base_url=base_url)
        stage = Stage(cast, moment, told)
        open_dossiers(stage)
        publish_bulletins(stage)
        hold_trainings(stage)
        load_programme(stage)
        load_mission_life(stage)
        Together(cast, moment).tell()


def _tell(moment: dt.datetime) -> None:
    """Record the story, association by association, as its own coordinator would."""
    first, last = today() - HISTORY, today() - dt.timedelta(days=1)
    told = sorted(tell(first=first, last=last), key=lambda record: record.organisation)
    for slug, records in groupby(told, key=lambda record: record.organisation):
        _record(slug, list(records), moment)
    house = acting_system(organisation="demo", day=today())
    record_many(acting=house, drafts=list(public_events()), import_id=f"{IMPORT}-public", now=moment)


def _record(slug: str, records: list[Told], moment: dt.datetime) -> None:
    house = acting_system(organisation=slug, day=today())
    drafts = [r.draft for r in records if isinstance(r.draft, ObservationDraft)]
    record_many(acting=house, drafts=drafts, import_id=f"{IMPORT}-{slug}", now=moment)
    shifts = [r.draft for r in records if isinstance(r.draft, ShiftDraft)]
    record_shifts(acting=house, drafts=shifts, now=moment)
