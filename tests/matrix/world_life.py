"""What *lisière* owns of the life of the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vigie.kernel.api import ActorId, FuzzyDate, today
from vigie.kernel.api import now as clock
from vigie.network.actions.calendars import bring_calendar, make_link
from vigie.network.actions.register import import_actions
from vigie.network.actions.successions import begin_succession
from vigie.network.api import (
    CampaignDraft,
    CommuniqueDraft,
    ListingDraft,
    MeetingDraft,
    PastActionDraft,
    Role,
    SpeakerDraft,
    answer_listing,
    begin_group,
    call_meeting,
    collect,
    note_action,
    post_listing,
    propose_tool,
    publish_communique,
    show_languages,
    sign_communique,
    take_on,
    write_campaign,
    write_communique,
)
from vigie.network.calendars import written
from vigie.network.rules.exchange import Kind

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_life(made: World) -> None:
    """One of each thing."""
    _exchange(made)
    _groups(made)
    _said(made)


def _exchange(made: World) -> None:
    mine, theirs = made.acting("lisiere"), made.acting("rivage")
    draft = SpeakerDraft("Al", [("ar", "good")])
    made.args["speaker"] = (show_languages(acting=mine, draft=draft, now=clock()),)
    made.data["speaker"] = {"words": "Demain ?"}
    van = ListingDraft(Kind.REQUEST, "vehicle", "Fourgon", today() + dt.timedelta(days=9))
    listing = post_listing(acting=mine, draft=van, now=clock())
    answer = answer_listing(acting=theirs, listing_id=listing, words="Oui", now=clock())
    made.args["listing"], made.args["answer to a listing"] = (listing,), (listing, answer)


def _groups(made: World) -> None:
    """A group of *lisière* alone, its meeting, an action; a calendar brought in, one that goes out."""
    mine = made.acting("lisiere")
    group = begin_group(acting=mine, name="Eau", purpose="", now=clock())
    draft = MeetingDraft("Réunion", clock(), clock() + dt.timedelta(hours=1), group=group)
    meeting = call_meeting(acting=mine, draft=draft, now=clock())
    made.args["group"], made.args["meeting"] = (group,), (meeting,)
    successor = ActorId(made.people["lisiere", Role.JURISTE].id)
    made.args["succession"] = (begin_succession(acting=mine, to=successor, now=clock()),)
    made.args["minutes"] = (meeting, "docx")
    made.args["action"] = (take_on(acting=mine, meeting_id=meeting, text="Écrire", now=clock()),)
    made.data["action"] = {"step": "do"}
    made.data["meeting"] = {"step": "cancel", "text": "À faire", "version": 1, "minutes": "Dit"}
    made.args["calendar"] = (
        bring_calendar(acting=mine, name="Vacances", content=written("x", [], now=clock()), now=clock()),
    )
    made.args["private calendar"] = (make_link(acting=mine, now=clock()),)


def _said(made: World) -> None:
    """A tool, a text to sign, one that is out, a public campaign, an import of the register."""
    mine = made.acting("lisiere")
    made.args["tool"] = (propose_tool(acting=mine, name="Charte", body="Texte", now=clock()),)
    made.data["tool"] = {"number": "1"}
    texts = []
    for title in ("À signer", "Publié", "Brouillon"):
        slug = write_communique(acting=mine, draft=CommuniqueDraft(title, "Texte"), now=clock())
        texts.append(slug)
        if title != "Brouillon":
            collect(acting=mine, slug=slug, closes_on=today(), now=clock())
            sign_communique(acting=mine, slug=slug, version=1, now=clock())
    publish_communique(acting=mine, slug=texts[1], now=clock())
    made.args["communiqué to sign"], made.args["communiqué that is out"], made.args["communiqué being written"] = (
        (slug,) for slug in texts
    )
    made.data["communiqué to sign"] = {"version": "1", "step": "abandon", "words": "Oui"}
    made.data["communiqué being written"] = {"version": "1", "title": "T", "body": "B", "closes_on": f"{today()}"}
    draft = CampaignDraft("De l’eau", "Des robinets", today(), public=True)
    made.args["campaign"] = (write_campaign(acting=mine, draft=draft, now=clock()),)
    note_action(acting=mine, draft=PastActionDraft("letter", "Lettre", FuzzyDate.day(today())), now=clock())
    batch, _number = import_actions(acting=mine, content=b"date,titre\n2015,X\n", name="x.csv", now=clock())
    made.args["import of the register"] = (batch,)
