"""The safety check of what will be public: the house's one detector, living sites, names, faces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vigie.facts.api import sites as living_sites
from vigie.kernel.api import OrgId, today
from vigie.network.api import Acting, Permission, can, organisations, people_of, place_names, places
from vigie.publication.api import NEVER, Mark, spot

from ...models import Mission
from ...models.life import Post
from ...rules.life.safety import Face, fold, maybe_names

NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A stretch of a text, end excluded; ``mark``: what it could tell; ``never``: it must go, whatever one says."""

    start: int
    end: int
    words: str
    mark: str
    never: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: by field, the stretches to take out or look at; pictures without an answer, or with a face."""

    texts: Mapping[str, list[Found]]
    pictures: int
    faces: int

    @property
    def passes(self) -> bool:
        """Say whether nothing is left to take out, look at or answer."""
        return not any(self.texts.values()) and not self.pictures and not self.faces


def look_over(text: str, *, sites: Iterable[str], people: frozenset[str], allowed: frozenset[str]) -> list[Found]:
    """Return what in a text could lead to a person, in order."""
    spots = [
        Found(s.start, s.end, s.of(text), s.mark.value, s.mark in NEVER or s.mark is Mark.SITE)
        for s in spot(text, sites)
    ]
    taken = [range(found.start, found.end) for found in spots]
    names = [
        Found(start, end, text[start:end], NAME, never=False)
        for start, end in maybe_names(text, allowed=allowed, people=people)
        if not any(start < r.stop and end > r.start for r in taken)
    ]
    return sorted([*spots, *names])


def check_post(row: Post, acting: Acting) -> Checked:
    """Return what keeps a post from being read by a second person: nothing that a person cleared comes back."""
    sites, people, allowed = site_names(acting), words_of_people(row), allowed_words()
    cleared = {fold(word) for word in row.cleared}
    fields = {"title": row.title, "summary": row.summary, "body": row.body}
    found = {
        name: [
            f
            for f in look_over(text, sites=sites, people=people, allowed=allowed)
            if f.never or fold(f.words) not in cleared
        ]
        for name, text in fields.items()
    }
    pictures = list(row.pictures.all())
    for picture in pictures:
        found[f"picture-{picture.id}"] = [
            f
            for f in look_over(picture.words, sites=sites, people=people, allowed=allowed)
            if f.never or fold(f.words) not in cleared
        ]
    return Checked(
        found,
        sum(1 for p in pictures if not p.face or not p.words.strip()),
        sum(1 for p in pictures if p.face == Face.SEEN),
    )


def never_in(text: str, acting: Acting) -> list[Found]:
    """Return what must not stand in a text others will read: numbers, plates, addresses, points on a map, living sites."""
    return [f for f in look_over(text, sites=site_names(acting), people=frozenset(), allowed=frozenset()) if f.never]


def site_names(acting: Acting) -> list[str]:
    """Return the names of the living sites one's association knows: no output names one."""
    if not can(acting, Permission.SEE_FACTS):
        return []
    return [name for card in living_sites(acting, closed=True) for name in (card.pseudonym, *card.aliases)]


def words_of_people(row: Post) -> frozenset[str]:
    """Return the folded first and last names of the people of the mission's partners, or of the operator."""
    missions = Mission.objects.filter(id=row.mission_id).prefetch_related("partners")
    houses = {str(row.programme.operator_id)} | {p.organisation_id for m in missions for p in m.partners.all()}
    names = [card.name for house in sorted(houses) for card in people_of(OrgId(house), day=today())]
    return frozenset(fold(word) for name in names for word in name.split() if len(word) > 2)


def allowed_words() -> frozenset[str]:
    """Return the folded words of names of places and organisations: a capital there is nobody's."""
    names = [*(p.name for p in places()), *place_names(), *(o.name for o in organisations())]
    return frozenset(fold(word) for name in names for word in _words(name))


def _words(name: str) -> Iterator[str]:
    yield name
    for word in name.replace("’", " ").replace("'", " ").replace("(", " ").replace(")", " ").split():
        yield word
        yield from word.split("-")


def cut(text: str, found: list[Found]) -> Iterator[tuple[str, Found | None]]:
    """Yield a text cut at what was found, for a page that marks in place."""
    at = 0
    for one in found:
        if one.start > at:
            yield text[at : one.start], None
        yield text[one.start : one.end], one
        at = one.end
    if at < len(text):
        yield text[at:], None
