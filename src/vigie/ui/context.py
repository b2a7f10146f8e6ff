"""What every page's frame needs: world, language, navigation, slots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import metadata, resources
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from vigie.kernel.api import LANGUAGES, SCREEN_LANGUAGES, Language, World, world

from . import registry
from .registry import SECTIONS, NavItem, Section, Text, Who

THEMES = ("light", "dark")
THEME_COOKIE = "vigie-theme"


@dataclass(frozen=True, slots=True)
class Link:
    """An address in the navigation, and whether the page shown is under it."""

    label: Text
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class NavSection:
    """A section of the navigation with its entries."""

    label: Text
    icon: str
    url: str
    current: bool
    items: list[Link]


class Frame:
    """The frame of one page. Each part is worked out only if the page shows it, the costly ones once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._known = hasattr(request, "user")  # not so where a request was refused before anyone looked who sends it

    @property
    def world(self) -> World:
        """Return the world the page is in."""
        return world()

    @property
    def language(self) -> Language:
        """Return the language of the page."""
        return LANGUAGES[(get_language() or "fr").split("-")[0]]

    @property
    def content_language(self) -> str:
        """Return the language the inside of the page is really in: French where its floor does not speak this one."""
        code = self.language.code
        match = self._request.resolver_match
        return code if match is None or _speaks(match.func.__module__, code) else "fr"

    @property
    def languages(self) -> list[Language]:
        """Return the languages of the workspace."""
        return [LANGUAGES[code] for code in SCREEN_LANGUAGES]

    @property
    def theme(self) -> str:
        """Return the theme asked for, or an empty string to follow the machine."""
        asked = self._request.COOKIES.get(THEME_COOKIE, "")
        return asked if asked in THEMES else ""

    @property
    def path(self) -> str:
        """Return the address to come back to after a change of language or theme."""
        return self._request.get_full_path() if self._request.method == "GET" else "/"

    @cached_property
    def who(self) -> Who | None:
        """Return who acts for which association."""
        return registry.who(self._request) if self._known else None

    @property
    def search_url(self) -> str:
        """Return the address of the search across floors, once the desk offers it to people signed in."""
        return _address("desk:search") if registry.everyone(self._request) else ""

    @property
    def help_url(self) -> str:
        """Return the address of the help, once the desk offers it."""
        return _address("desk:help")

    @property
    def home_url(self) -> str:
        """Return the address of the home page of the current world."""
        return _home()

    @property
    def version(self) -> str:
        """Return the version of the product."""
        return metadata.version("vigie")

    @cached_property
    def slots(self) -> list[SafeString]:
        """Return the pieces other floors put in the masthead, drawn."""
        if not self._known:
            return []
        filled = ((slot.template, slot.context(self._request)) for slot in registry.header_slots())
        return [
            render_to_string(template, dict(context), request=self._request)
            for template, context in filled
            if context is not None
        ]

    @cached_property
    def sections(self) -> list[NavSection]:
        """Return the navigation this person sees."""
        if not self._known:
            return []
        shown = [(item, _address(item.url_name)) for item in registry.nav_items() if item.visible(self._request)]
        shown = [(item, url) for item, url in shown if url]
        stands = {_address(name): url for item, url in shown for name in item.also}
        here = _here(self._request.path, [*(url for _, url in shown), *filter(None, stands)])
        here = stands.get(here, here)
        return [section for name in Section if (section := _section(name, shown, here))]


@lru_cache(maxsize=256)
def _speaks(module: str, code: str) -> bool:
    """Say whether the floor of a view's module has a catalogue for a language; French needs none."""
    package, _dot, rest = module.partition(".")
    if code == "fr" or package != "vigie":
        return code in {"fr", "en"}
    floor = resources.files(package).joinpath(rest.partition(".")[0], "locale", code)
    return floor.is_dir()


def _section(name: Section, shown: list[tuple[NavItem, str]], here: str) -> NavSection | None:
    links = [Link(item.label, url, url == here) for item, url in shown if item.section is name]
    if not links:
        return None
    label, icon = SECTIONS[name]
    return NavSection(label, icon, links[0].url, any(link.current for link in links), links)


def _here(path: str, urls: list[str]) -> str:
    """Return the longest of the addresses the path lies under; the home page is only itself."""
    home = _home()
    under = [url for url in urls if path == url or (url != home and path.startswith(url))]
    return max(under, key=len, default="")


def _home() -> str:
    return _address("desk:home") or get_script_prefix()


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template its ``frame``."""
    return {"frame": Frame(request)}
