"""The learning floor, for Django."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Formations."""

    name = "vigie.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the ui this floor's sentences and pages."""
        from vigie.network.api import (  # noqa: PLC0415 -- apps load first
            register_calendar_source,
            register_journal_sentences,
        )
        from vigie.ui.api import register_phrases  # noqa: PLC0415

        from .phrases import PHRASES, SENTENCES  # noqa: PLC0415
        from .queries.calendar import trainings_between  # noqa: PLC0415
        from .web.nav import hang_nav  # noqa: PLC0415

        register_phrases(PHRASES)
        register_journal_sentences(SENTENCES)
        register_calendar_source(trainings_between)
        hang_nav()
