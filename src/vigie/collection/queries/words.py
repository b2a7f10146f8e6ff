"""The words that spreadsheets and messages may use, and what they mean: places, acts, closed lists."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.facts.api import all_terms, families
from vigie.network.api import place_names, places

from ..rules.columns import fold_heading
from ..rules.rows import Vocabulary


def vocabulary() -> Vocabulary:
    """Return codes and slugs by folded name, of communes, zones, acts and closed lists, in French and English."""
    return Vocabulary(
        places=place_words(),
        acts={
            fold_heading(name): act.code
            for family in families()
            for act in family.acts
            for name in (act.code, act.word.fr, act.word.en)
        },
        terms={
            dimension: {
                fold_heading(name): word.code for word in words.values() for name in (word.code, word.fr, word.en)
            }
            for dimension, words in all_terms().items()
        },
    )


def place_words() -> Mapping[str, str]:
    """Return the slug of each place by its folded names; a commune wins over a zone of the same name."""
    zones = {fold_heading(zone.name): zone.slug for zone in places(kind="zone")}
    return {**zones, **{fold_heading(name): slug for name, slug in place_names().items()}}
