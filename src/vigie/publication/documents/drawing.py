"""Draw charts as SVG, in a process of its own: ``python -m vigie.publication.documents.drawing`` reads a JSON list of what
they show, writes a JSON list of SVG.

It knows nothing of Django, of the network or of the house's data: a server keeps neither the drawing engine nor its memory.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from typing import Any, Literal

import altair as alt
import vl_convert

INK, TIDE, PALE, HAIR, QUIET = "#15232e", "#0f4c5c", "#a9c0c5", "#c9c5ba", "#4d5b64"
FACE = "Source Sans 3"
WIDTH, HEIGHT = 430, 130
LOCALES: dict[str, Literal["fr-FR", "en-GB"]] = {"fr": "fr-FR", "en": "en-GB"}


def columns(told: Mapping[str, Any]) -> alt.LayerChart | alt.FacetChart:
    """Return columns by month, dark for what was seen directly; the two greys stay apart in print.

    A month without a number keeps its place, and says why in words: an empty place would be read as zero.
    """
    rows = [
        {"month": row["short"], "part": part, "order": order, "n": n, "all": row["events"]}
        for row in told["months"]
        if row["events"] is not None
        for order, (part, n) in enumerate(
            ((told["direct"], row["direct"]), (told["other"], row["events"] - row["direct"]))
        )
    ]
    absent = [{"month": row["short"], "why": row["said"].split(" ")} for row in told["months"] if row["events"] is None]
    months = [row["short"] for row in told["months"]]
    x = alt.X("month:N", sort=months, scale=alt.Scale(domain=months), title=None, axis=alt.Axis(labelAngle=0))
    base = alt.Chart({"values": rows}).encode(x=x)
    bars = base.mark_bar(stroke=TIDE, strokeWidth=0.5).encode(
        y=alt.Y("n:Q", title=None, stack="zero", axis=alt.Axis(tickCount=4, format="d", grid=True)),
        color=alt.Color(
            "part:N",
            title=None,
            scale=alt.Scale(domain=[told["direct"], told["other"]], range=[TIDE, PALE]),
            legend=alt.Legend(orient="top", direction="horizontal", labelLimit=300),
        ),
        order="order:Q",
    )
    totals = base.transform_filter("datum.order == 0").mark_text(dy=-6, fontWeight=600).encode(y="all:Q", text="all:Q")
    why = alt.Chart({"values": absent}).encode(x=x, y=alt.value(HEIGHT), text="why:N")
    words = why.mark_text(baseline="line-bottom", dy=-24, fontSize=10, fontStyle="italic", color=QUIET)
    return alt.layer(bars, totals, words).properties(width=WIDTH, height=HEIGHT, background="transparent")


def draw(told: Mapping[str, Any]) -> str:
    """Return a chart as SVG with presentation attributes alone: a page under a strict policy may hold it."""
    vl_convert.register_font_directory(told["fonts"])
    chart = columns(told).configure(font=FACE).configure_view(stroke=None)
    chart = chart.configure_axis(
        labelColor=INK, domainColor=HAIR, tickColor=HAIR, gridColor=HAIR, gridOpacity=0.5, labelFontSize=11
    ).configure_legend(labelColor=INK, labelFontSize=11)
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(), format_locale=LOCALES[told["language"]])
    return re.sub(r'\sstyle="[^"]*"', "", svg)


if __name__ == "__main__":
    json.dump([draw(told) for told in json.load(sys.stdin)], sys.stdout)
