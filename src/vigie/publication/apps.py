"""The publication floor, for Django."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Publications."""

    name = "vigie.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the ui this floor's sentences and pages; watch the consents."""
        from vigie.facts.api import register_waits, watch_consent  # noqa: PLC0415 -- apps load first
        from vigie.network.api import register_journal_sentences  # noqa: PLC0415
        from vigie.ui.api import register_phrases  # noqa: PLC0415

        from .actions.quotes import let_quotes_go  # noqa: PLC0415
        from .phrases import PHRASES, SENTENCES  # noqa: PLC0415
        from .queries.policy import waits  # noqa: PLC0415
        from .web.nav import hang_nav  # noqa: PLC0415

        register_phrases(PHRASES)
        register_journal_sentences(SENTENCES)
        register_waits(waits)
        watch_consent(lambda testimony, now: let_quotes_go(now=now, testimony=testimony))
        hang_nav()
