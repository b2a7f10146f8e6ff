"""The programme floor, for Django."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Missions."""

    name = "vigie.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the ui this floor's sentences and pages; learn who comes by a mission's invitation."""
        from vigie.network.api import (  # noqa: PLC0415 -- apps load first
            register_arrival,
            register_calendar_source,
            register_journal_sentences,
            register_work,
        )
        from vigie.ui.api import register_phrases  # noqa: PLC0415

        from .actions.life.moving import after_move  # noqa: PLC0415
        from .actions.life.open_work import WORK  # noqa: PLC0415
        from .actions.missions import AFTER_MOVE  # noqa: PLC0415
        from .actions.selecting import arrived  # noqa: PLC0415
        from .phrases import PHRASES, SENTENCES  # noqa: PLC0415
        from .queries.calendar import programme_between  # noqa: PLC0415
        from .web.nav import hang_nav  # noqa: PLC0415

        register_phrases(PHRASES)
        register_journal_sentences(SENTENCES)
        register_arrival(arrived)
        for source in WORK:
            register_work(source)
        register_calendar_source(programme_between)
        AFTER_MOVE[:] = [after_move]
        hang_nav()
