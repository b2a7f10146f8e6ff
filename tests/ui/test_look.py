"""The look keeps its own rules: contrast, logical properties, tokens only, icons that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from vigie.ui.web.gallery import icon_names

SOURCE = Path(__file__).resolve().parents[2] / "src" / "vigie"
STATIC = SOURCE / "ui" / "static" / "ui"
BUILT = SOURCE / "collection" / "static" / "collection" / "carnet"
STYLES = sorted(path for path in SOURCE.glob("*/static/**/*.css") if BUILT not in path.parents)
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?:left|right|top|bottom)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)
RIGHT_TO_LEFT = re.compile(
    r'\[dir="rtl"\][^{}]*\{[^{}]*\}'
)  # a side is meant there, whatever the direction of each line
TEXT_ON = [
    ("ink", "paper"), ("ink", "sand"), ("ink", "foam"), ("ink", "kelp-ground"), ("ink", "signal-ground"),
    ("ink-quiet", "paper"), ("ink-quiet", "sand"), ("ink-quiet", "foam"),
    ("tide", "paper"), ("tide", "sand"), ("tide", "foam"), ("tide-deep", "foam"), ("on-tide", "tide"), ("on-tide", "tide-deep"),
    ("signal-ink", "paper"), ("signal-ink", "signal-ground"), ("on-signal", "signal"), ("on-signal", "signal-ink"),
    ("kelp", "paper"), ("kelp", "kelp-ground"), ("on-kelp", "kelp"), ("on-dusk", "dusk"),
]  # fmt: skip
CONTROLS_ON = [("edge", "paper"), ("edge", "sand"), ("tide", "paper"), ("signal", "paper"), ("dusk", "paper")]


def themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r"(:root[^{]*)\{([^{}]*)\}", (STATIC / "tokens.css").read_text())
    named = ((selector.strip(), dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body))) for selector, body in blocks)
    return {selector: colours for selector, colours in named if "ink" in colours}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_dark_themes_are_one() -> None:
    light, machine, chosen = themes().values()
    assert machine == chosen
    assert set(machine) == set(light)


@pytest.mark.parametrize(("pairs", "least"), [(TEXT_ON, 4.5), (CONTROLS_ON, 3.0)])
def test_contrast_is_enough_in_both_themes(pairs: list[tuple[str, str]], least: float) -> None:
    low = [
        (selector, over, under, round(contrast(theme[over], theme[under]), 2))
        for selector, theme in themes().items()
        for over, under in pairs
        if contrast(theme[over], theme[under]) < least
    ]
    assert low == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_are_logical_so_that_arabic_mirrors_by_itself(path: Path) -> None:
    assert PHYSICAL.findall(RIGHT_TO_LEFT.sub("", path.read_text())) == []


ON_PAPER = {"tokens.css", "print.css", "bulletin.css"}
"""Paper has one theme; a bulletin taken away is one file, without the house around it."""


@pytest.mark.parametrize("path", [p for p in STYLES if p.name not in ON_PAPER], ids=lambda path: path.name)
def test_only_tokens_name_colours(path: Path) -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)", path.read_text()) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_token_used_exists(path: Path) -> None:
    known = set(re.findall(r"(--[\w-]+):", (STATIC / "tokens.css").read_text()))
    used = set(re.findall(r"var\((--[\w-]+)", path.read_text()))
    own = set(re.findall(r"(--[\w-]+):", path.read_text()))
    assert used - known - own == set()


def test_every_icon_asked_for_is_in_the_sprite() -> None:
    asked = re.compile(r"""(?:\{% icon |icon=)"([\w-]+)\"""")
    sources = [*TEMPLATES, *SOURCE.glob("*/**/*.py")]
    missing = {
        (path.name, name) for path in sources for name in asked.findall(path.read_text()) if name not in icon_names()
    }
    assert missing == set()


def test_no_template_carries_a_style_or_a_script_of_its_own() -> None:
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\s(?:src=|type=.application/json))")
    assert [path.name for path in TEMPLATES if inline.search(path.read_text())] == []


def test_every_font_named_is_served() -> None:
    named = re.findall(r'url\("(fonts/[^"]+)"\)', (STATIC / "fonts.css").read_text())
    assert len(named) == 9
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_no_page_asks_another_host_for_anything() -> None:
    outside = re.compile(r"""(?:src|href)="(?:https?:)?//|url\(["']?(?:https?:)?//|@import""")
    assert [path.name for path in [*STYLES, *sorted(STATIC.glob("*.js"))] if outside.search(path.read_text())] == []
    assert settings.STATIC_URL == "/static/"
