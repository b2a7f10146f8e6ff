"""What a programme asks of its missions, or the house's own when it says nothing."""

from __future__ import annotations

from ...models import Programme
from ...models.life import LifeRules
from ...rules.life.schedule import DEFAULT_EVERY

DEFAULT_PARTS = (
    {"id": "P1", "fr": "Ce que j’ai fait", "en": "What I did"},
    {"id": "P2", "fr": "Ce que j’ai appris", "en": "What I learnt"},
    {"id": "P3", "fr": "Ce qui a été difficile", "en": "What was difficult"},
    {"id": "P4", "fr": "La suite", "en": "What comes next"},
    {"id": "P5", "fr": "Ce dont j’ai besoin des partenaires", "en": "What I need from the partners"},
)


def life_rules(programme: Programme) -> LifeRules:
    """Return the rules of a programme, unsaved when it has none."""
    found = LifeRules.objects.filter(programme=programme).first()
    return found or LifeRules(programme=programme, parts=list(DEFAULT_PARTS), every_months=DEFAULT_EVERY)
