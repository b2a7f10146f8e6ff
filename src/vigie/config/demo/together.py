"""What the invented associations do together: help, groups, meetings, common tools, communiqués, a campaign."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import yaml

from vigie.kernel.api import PARIS, ActorId, FuzzyDate
from vigie.network.api import (
    Acting,
    CampaignDraft,
    CommuniqueDraft,
    ContactDraft,
    ListingDraft,
    MeetingDraft,
    MinutesDraft,
    PastActionDraft,
    SpeakerDraft,
    agree_tool,
    answer_listing,
    begin_group,
    call_meeting,
    collect,
    join_group,
    note_action,
    post_listing,
    propose_tool,
    publish_communique,
    set_contacts,
    show_languages,
    sign_campaign,
    sign_communique,
    take_on,
    write_campaign,
    write_communique,
    write_minutes,
)

from .network import DATA, Cast

Row = dict[str, Any]


@cache
def told() -> Row:
    """Return what ``data/together.yaml`` says."""
    found: Row = yaml.safe_load((DATA / "together.yaml").read_text(encoding="utf-8"))
    return found


class Together:
    """Tells it all, each line by someone of the story, so many days before or after the loading."""

    def __init__(self, cast: Cast, moment: dt.datetime) -> None:
        self._cast = cast
        self._now = moment
        self._day = moment.astimezone(PARIS).date()

    def tell(self) -> None:
        """Load it."""
        self._directory()
        self._listings()
        self._groups()
        self._tools()
        self._communiques()
        self._campaign()

    def _who(self, username: str) -> Acting:
        return self._cast.acting(username, self._day)

    def _at(self, days: int, hour: int = 18) -> dt.datetime:
        return dt.datetime.combine(self._day + dt.timedelta(days=days), dt.time(hour), tzinfo=PARIS)

    def _directory(self) -> None:
        for row in told()["contacts"]:
            drafts = [ContactDraft(*contact) for contact in row["contacts"]]
            set_contacts(acting=self._who(row["by"]), contacts=drafts, now=self._now)
        for row in told()["speakers"]:
            spoken = [(code, level) for code, level in row["speaks"].items()]
            draft = SpeakerDraft(row["shown_as"], spoken, interprets=row["interprets"], note=row.get("note", ""))
            show_languages(acting=self._who(row["by"]), draft=draft, now=self._now)

    def _listings(self) -> None:
        for row in told()["listings"]:
            draft = ListingDraft(
                row["kind"],
                row["thing"],
                row["title"],
                self._day + dt.timedelta(days=row["days"]),
                row.get("details", ""),
                row.get("language", ""),
                row.get("zone", ""),
            )
            made = post_listing(acting=self._who(row["by"]), draft=draft, now=self._at(row["posted"]))
            for username, words in row.get("answers", {}).items():
                answer_listing(
                    acting=self._who(username), listing_id=made, words=words, now=self._at(row["posted"] + 1)
                )

    def _groups(self) -> None:
        for row in told()["groups"]:
            made = begin_group(acting=self._who(row["by"]), name=row["name"], purpose=row["purpose"], now=self._at(-90))
            for username in row["joined"]:
                join_group(acting=self._who(username), group_id=made, now=self._at(-89))
            for meeting in row["meetings"]:
                self._meeting(self._who(row["by"]), made, meeting)

    def _meeting(self, by: Acting, group: str, row: Row) -> None:
        starts = self._at(row["day"])
        draft = MeetingDraft(
            row["title"], starts, starts + dt.timedelta(hours=2), group, row["place"], "\n".join(row["agenda"])
        )
        made = call_meeting(acting=by, draft=draft, now=self._at(min(row["day"], 0) - 10))
        if "minutes" not in row:
            return
        came = [self._cast.person(username) for username in row["came"]]
        written = MinutesDraft(1, row["minutes"], row["decisions"], came)
        write_minutes(acting=by, meeting_id=made, draft=written, now=self._at(row["day"] + 1))
        for username, text, days in row["actions"]:
            due, owner = self._day + dt.timedelta(days=days), ActorId(self._cast.person(username))
            take_on(acting=by, meeting_id=made, text=text, owner=owner, due_on=due, now=self._at(row["day"] + 1))

    def _tools(self) -> None:
        for row in told()["tools"]:
            by, made = self._who(row["by"]), ""
            for days, body, changes in row["versions"]:
                made = propose_tool(
                    acting=by, name=row["name"], body=body, changes=changes, tool_id=made, now=self._at(days)
                )
            for username in row["agreed"]:
                number = len(row["versions"])
                agree_tool(acting=self._who(username), tool_id=made, number=number, now=self._at(-5))

    def _communiques(self) -> None:
        for row in told()["communiques"]:
            by, begun = self._who(row["by"]), self._at(row["day"])
            draft = CommuniqueDraft(row["title"], row["body"], row["title_en"], row["body_en"], row["contact"])
            slug = write_communique(acting=by, draft=draft, now=begun)
            if "closes" not in row:
                continue
            closes = begun.date() + dt.timedelta(days=row["closes"])
            collect(acting=by, slug=slug, closes_on=closes, now=begun)
            for username in row["signed"]:
                sign_communique(acting=self._who(username), slug=slug, version=1, now=begun + dt.timedelta(days=1))
            if row.get("published"):
                publish_communique(acting=by, slug=slug, now=begun + dt.timedelta(days=row["closes"]))

    def _campaign(self) -> None:
        row = told()["campaign"]
        starts = self._day + dt.timedelta(days=row["day"])
        draft = CampaignDraft(row["name"], row["demand"], starts, results=row["results"], public=True)
        slug = write_campaign(acting=self._who(row["by"]), draft=draft, now=self._at(row["day"]))
        for username in row["carried"]:
            sign_campaign(acting=self._who(username), slug=slug, now=self._at(row["day"] + 1))
        for kind, title, days, target, outcome in row["actions"]:
            date = FuzzyDate.day(self._day + dt.timedelta(days=days))
            action = PastActionDraft(kind, title, date, row["names"], target, outcome, ["récit inventé"], slug)
            note_action(acting=self._who(row["by"]), draft=action, now=self._now)
