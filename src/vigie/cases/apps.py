"""The cases floor, for Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Dossiers."""

    name = "vigie.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the ui this floor's sentences and pages, the vault the names of what it seals; watch consents and erasures."""
        from vigie.facts.api import watch_consent  # noqa: PLC0415 -- apps load first
        from vigie.network.api import register_calendar_source, register_work  # noqa: PLC0415
        from vigie.ui.api import register_phrases  # noqa: PLC0415
        from vigie.vault.api import register_labels, watch_erasure  # noqa: PLC0415

        from .actions.mandates import release_held_back  # noqa: PLC0415
        from .actions.open_work import WORK  # noqa: PLC0415
        from .actions.withdrawn import erase_copies_of, tell_teams  # noqa: PLC0415
        from .phrases import LABELS, PHRASES  # noqa: PLC0415
        from .phrases_documents import DOCUMENT_LABELS  # noqa: PLC0415
        from .web.calendar_lines import deadlines_on_calendar  # noqa: PLC0415
        from .web.nav import hang_nav  # noqa: PLC0415
        from .web.offers import name_bodies, offer_quotes  # noqa: PLC0415

        register_phrases(PHRASES)
        register_labels({**LABELS, **DOCUMENT_LABELS})
        register_work(WORK)
        hang_nav()
        offer_quotes()
        name_bodies()
        register_calendar_source(deadlines_on_calendar)
        watch_consent(lambda testimony, now: release_held_back(now=now, testimony_id=testimony))
        watch_consent(lambda testimony, now: tell_teams(testimony_id=testimony, now=now))
        watch_erasure(lambda ref, now: erase_copies_of(ref=ref, now=now))
