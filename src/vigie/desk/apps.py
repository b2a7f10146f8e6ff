"""The desk, for Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Accueil."""

    name = "vigie.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the pages and sentences of this floor; what someone held by name ends when they leave."""
        from vigie.cases.api import end_places  # noqa: PLC0415 -- apps come first
        from vigie.network.api import register_journal_sentences, watch_leaving  # noqa: PLC0415
        from vigie.ui.api import register_phrases  # noqa: PLC0415
        from vigie.vault.api import register_labels  # noqa: PLC0415

        from .asking import LABELS  # noqa: PLC0415
        from .phrases import PHRASES, SENTENCES  # noqa: PLC0415
        from .web.nav import hang_nav  # noqa: PLC0415

        register_phrases(PHRASES)
        register_journal_sentences(SENTENCES)
        register_labels(LABELS)
        watch_leaving(lambda acting, person, now: end_places(acting=acting, person=person, now=now))
        hang_nav()
