"""The network floor, for Django."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Réseau."""

    name = "vigie.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang this floor on the frame."""
        from vigie.ui.api import register_phrases  # noqa: PLC0415 -- apps must be loaded first

        from .actions.calendars import end_links_of  # noqa: PLC0415
        from .actions.directory import forget_speaker  # noqa: PLC0415
        from .actions.groups import leave_groups  # noqa: PLC0415
        from .actions.own_work import OWN_WORK  # noqa: PLC0415
        from .hooks import register_journal_sentences, watch_leaving  # noqa: PLC0415
        from .open_work import register_work  # noqa: PLC0415
        from .phrases import PHRASES  # noqa: PLC0415
        from .phrases_life import PHRASES_LIFE  # noqa: PLC0415
        from .sentences import SENTENCES  # noqa: PLC0415
        from .sentences_life import SENTENCES_LIFE  # noqa: PLC0415
        from .web import frame  # noqa: PLC0415

        register_phrases({**PHRASES, **PHRASES_LIFE})
        register_journal_sentences({**SENTENCES, **SENTENCES_LIFE})
        for watcher in (forget_speaker, leave_groups, end_links_of):
            watch_leaving(watcher)
        for source in OWN_WORK:
            register_work(source)
        frame.register()
