"""Two invented dossiers, worked on by the people of the story as they would: every step is theirs, on its own day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.dateformat import format as date_format
from django.utils.translation import override

from vigie.cases.api import (
    Dispatch,
    DossierDraft,
    DossierKind,
    DossierRole,
    Looker,
    MandateDraft,
    Mark,
    Naming,
    PaperDraft,
    TaskDraft,
    accept_exhibit,
    accesses,
    add_deadline,
    add_task,
    add_uploaded,
    choose_exhibits,
    choose_people,
    confirm,
    deadlines_of,
    enter,
    exhibits,
    facts_of,
    file_referral,
    gather,
    give_access,
    give_mandate,
    keep_boxes,
    keep_paper,
    lendable,
    mark_task,
    open_dossier,
    open_referral,
    plan,
    plan_of,
    record_outcome,
    redact,
    start_deadline,
    strategy_of,
    write_asked,
    write_line,
)
from vigie.facts.api import FactFilter, Verification, detail, page
from vigie.kernel.api import PARIS, OrgId
from vigie.network.api import Acting
from vigie.vault.api import Unlocked, sealing_writer, unlock_without_session

from .network import DATA, Cast
from .network import told as network_told
from .papers import paper, photo

Row = dict[str, Any]
LEADS, CHECKS, LENDS = "juriste", "avocat", "coordination"
"""Who opens and prepares, who looks as the second person and files, whose association holds the testimonies."""
WORKING_HOUR = 11


@dataclass
class Stage:
    """Who acts, on which day, with which vault. ``statements``: the invented testimonies, by key."""

    cast: Cast
    now: dt.datetime
    statements: Mapping[str, str]
    _open: dict[str, Unlocked] = field(default_factory=dict)

    def at(self, days_ago: int) -> dt.datetime:
        """Return now, or a working hour so many days ago."""
        if not days_ago:
            return self.now
        return dt.datetime.combine(self.day(days_ago), dt.time(WORKING_HOUR), PARIS)

    def day(self, days_ago: int) -> dt.date:
        """Return the day, on the coast, so many days ago."""
        return self.now.astimezone(PARIS).date() - dt.timedelta(days=days_ago)

    def acting(self, username: str, days_ago: int = 0) -> Acting:
        """Return how someone acts on a day."""
        return self.cast.acting(username, self.day(days_ago))

    def unlocked(self, username: str) -> Unlocked:
        """Return the vault of someone's association, opened once."""
        if username not in self._open:
            words = network_told()["passphrase"]
            self._open[username] = unlock_without_session(acting=self.acting(username), passphrase=words, now=self.now)
        return self._open[username]


def open_dossiers(stage: Stage) -> dict[str, str]:
    """Make the dossiers of ``data/dossiers.yaml`` and return the slug of each by its key."""
    rows: Row = yaml.safe_load((DATA / "dossiers.yaml").read_text(encoding="utf-8"))
    slugs = {row["key"]: _Work(stage, row).done() for row in rows["dossiers"]}
    for row in rows["kit"]:
        day = stage.day(row["days_ago"])
        draft = PaperDraft(
            row["kind"],
            row["title"],
            paper(row["paper"], day=day),
            dated=day,
            dossier=slugs.get(row.get("for", ""), ""),
        )
        keep_paper(acting=stage.acting(LEADS), draft=draft, now=stage.at(16))
    return slugs


class _Work:
    """One dossier, from its opening to what was answered."""

    def __init__(self, stage: Stage, row: Row) -> None:
        self.stage, self.row = stage, row
        self.slug = ""

    def done(self) -> str:
        """Do all of it and return the slug."""
        self._open()
        self._plan()
        self._gather()
        self._entrust()
        produced = [self._exhibit(row) for row in self.row["exhibits"]]
        self._tasks()
        self._refer(produced)
        return self.slug

    def _open(self) -> None:
        opened = self.row["opened"]
        draft = DossierDraft(self._title(), DossierKind(self.row["kind"]), self.row["purpose"], invented=True)
        by = self.stage.acting(LEADS, opened)
        self.slug = open_dossier(acting=by, draft=draft, now=self.stage.at(opened))
        for person in self.row["people"]:
            theirs = self.stage.acting(person["who"], opened)
            give_access(
                acting=by,
                slug=self.slug,
                person=theirs.actor,
                organisation=theirs.organisation,
                role=DossierRole(person["place"]),
                now=self.stage.at(opened),
            )

    def _title(self) -> str:
        title: str = self.row["title"]
        if "{day}" not in title:
            return title
        (key,) = self.row["testimonies"]
        with override("fr"):
            return title.format(day=date_format(self._day_of(key), "j F"))

    def _day_of(self, key: str) -> dt.date:
        acting = self.stage.acting(LENDS)
        return detail(acting, self.stage.statements[key], today=self.stage.day(0)).card.date.start

    def _plan(self) -> None:
        told = self.row["strategy"]
        decided = told["decided"]
        by = self.stage.acting(LEADS, decided)
        strategy = strategy_of(enter(by, self.slug).dossier)
        before = plan_of(strategy)
        values = before | {name: words for name, words in told.items() if name in before}
        values["decided_on"] = self.stage.day(decided)
        now = self.stage.at(decided)
        plan(acting=by, slug=self.slug, version=strategy.version, base=before, values=values, now=now)

    def _gather(self) -> None:
        opened = self.row["opened"]
        told = [self.stage.statements[key] for key in self.row["testimonies"]]
        gather(acting=self.stage.acting(LENDS), slug=self.slug, statements=told, now=self.stage.at(opened))
        if wanted := self.row.get("observations", 0):
            seen = self._seizures(wanted)
            gather(acting=self.stage.acting(LEADS), slug=self.slug, statements=seen, now=self.stage.at(opened - 1))

    def _seizures(self, wanted: int) -> list[str]:
        """Return observations of seizures, without injury, that the whole network sees, spread over two months."""
        where = FactFilter(
            communes=("calais",),
            acts=("BIE01",),
            kind="observation",
            verifications=(Verification.REVIEWED.value,),
            since=self.stage.day(85),
            until=self.stage.day(22),
        )
        seen = page(self.stage.acting("littoral"), where, limit=200).cards
        cards = [card for card in seen if not any(act.code.startswith("VIO") for act in card.acts)]
        step = max(1, len(cards) // wanted)
        return [card.id for card in cards[::step][:wanted]]

    def _facts(self, keys: Iterable[str]) -> list[str]:
        """Return the ids, in the dossier, of the testimonies of these keys."""
        by = self.stage.acting(LEADS)
        dossier = enter(by, self.slug).dossier
        known = {fact.statement: fact.id for fact in facts_of(by, [dossier.id])[dossier.id]}
        return [known[self.stage.statements[key]] for key in keys]

    def _entrust(self) -> None:
        """Let the avocat·e open what the persons agreed to, by the association that holds it."""
        row = self.row["mandate"]
        by = self.stage.acting(LENDS, row["days_ago"])
        dossier = enter(by, self.slug).dossier
        chosen = set(self._facts(row["testimonies"]))
        day = self.stage.day(row["days_ago"])
        refs = [p.ref for fact in lendable(by, dossier, today=day) if fact.id in chosen for p in fact.pieces]
        lawyer = next(card for card in accesses(dossier) if card.role is DossierRole.AVOCAT)
        draft = MandateDraft(
            lawyer.id, refs, row["purpose"], signed_on=day, until=day + dt.timedelta(days=row["until"])
        )
        give_mandate(
            acting=by,
            unlocked=self.stage.unlocked(LENDS),
            slug=self.slug,
            draft=draft,
            now=self.stage.at(row["days_ago"]),
        )

    def _exhibit(self, row: Row) -> str:
        """Bring one in, hide what a box covers, have a second person look; return its id."""
        stage, slug, by = self.stage, self.slug, self.stage.acting(LEADS)
        made = self._bring(row, by)
        now = stage.at(self.row["opened"] - 2)
        box = dict(zip("xywh", row["box"], strict=True))
        keep_boxes(acting=by, slug=slug, exhibit_id=made, page=0, boxes=[box], now=now)
        redact(acting=by, unlocked=stage.unlocked(LEADS), slug=slug, exhibit_id=made, now=now)
        card = next(card for card in exhibits(enter(by, slug)) if card.id == made)
        accept_exhibit(
            acting=stage.acting(CHECKS),
            unlocked=stage.unlocked(CHECKS),
            slug=slug,
            exhibit_id=made,
            working_sha256=card.working_sha256,
            now=now,
        )
        return made

    def _bring(self, row: Row, by: Acting) -> str:
        day = self.stage.day(row["days_ago"])
        data = photo(row["photo"]) if "photo" in row else paper(row["paper"], day=day)
        looker = Looker()
        looker.feed(data)
        naming = Naming(row["title"], row["source"], day)
        now = self.stage.at(self.row["opened"] - 1)
        with sealing_writer(organisation=OrgId(by.organisation), label="exhibit") as writer:
            writer.write(data)
            return add_uploaded(acting=by, slug=self.slug, writer=writer, look=looker.finish(), naming=naming, now=now)

    def _tasks(self) -> None:
        for row in self.row["tasks"]:
            by, now = self.stage.acting(LEADS, row["days_ago"]), self.stage.at(row["days_ago"])
            whom = self.stage.cast.person(row["who"])
            draft = TaskDraft(row["what"], assigned_to=whom, due_on=self.stage.day(-row["due"]))
            task = add_task(acting=by, slug=self.slug, draft=draft, now=now)
            if "done" in row:
                done = self.stage.acting(row["who"])
                mark_task(acting=done, slug=self.slug, task_id=task, done=True, now=self.stage.at(row["done"]))
        for row in self.row["deadlines"]:
            due = {"rule": row["rule"]} if "rule" in row else {"due_on": self.stage.day(-row["due"])}
            by, now = self.stage.acting(LEADS, row["days_ago"]), self.stage.at(row["days_ago"])
            add_deadline(acting=by, slug=self.slug, label=row["label"], now=now, **due)

    def _refer(self, produced: list[str]) -> None:
        row = self.row["referral"]
        by, now = self.stage.acting(LEADS, row["days_ago"]), self.stage.at(row["days_ago"])
        referral = open_referral(acting=by, slug=self.slug, body=row["body"], now=now)
        at: Row = {"slug": self.slug, "referral_id": referral, "now": now}
        people = dict.fromkeys(self._facts(row["named"]), True) | dict.fromkeys(self._facts(row["unnamed"]), False)
        choose_people(acting=by, people=people, **at)
        choose_exhibits(acting=by, exhibits=produced, **at)
        write_asked(acting=by, text=row["asked"], base="", **at)
        for line, text in row["lines"].items():
            write_line(acting=by, line=line, text=text, base="", **at)
        for mark in row["marks"]:
            confirm(acting=by, mark=Mark(mark), **at)
        if "from_fact" in row:
            self._start(referral, self._day_of(row["from_fact"]), now)
        if "filing" in self.row:
            self._file(referral)

    def _start(self, referral: str, day: dt.date, now: dt.datetime) -> None:
        """Count every deadline of a referral from one day."""
        by = self.stage.acting(LEADS)
        for card in deadlines_of(enter(by, self.slug).dossier, today=self.stage.day(0), referral=referral):
            start_deadline(acting=by, slug=self.slug, deadline_id=card.id, starts_on=day, now=now)

    def _file(self, referral: str) -> None:
        row = self.row["filing"]
        by, now, day = self.stage.acting(CHECKS, row["days_ago"]), self.stage.at(row["days_ago"]), row["days_ago"]
        sent = self.stage.day(day)
        confirm(acting=by, slug=self.slug, referral_id=referral, mark=Mark.REVIEWED, now=now)
        dispatch = Dispatch(
            filed_on=sent,
            channel=row["channel"],
            file_number=row["number"],
            remind_on=self.stage.day(-row["remind"]),
            proof=paper(row["proof"], day=sent),
        )
        file_referral(acting=by, slug=self.slug, referral_id=referral, dispatch=dispatch, now=now)
        answered = row["outcome"]
        record_outcome(
            acting=self.stage.acting(LEADS),
            slug=self.slug,
            referral_id=referral,
            kind=answered["kind"],
            received_on=self.stage.day(answered["days_ago"]),
            summary=answered["summary"],
            now=self.stage.at(answered["days_ago"]),
        )
