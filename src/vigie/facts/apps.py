"""The facts floor, for Django."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """Faits."""

    name = "vigie.facts"
    label = "facts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the ui this floor's sentences, units and pages."""
        from vigie.network.api import ToolCard, register_map, register_tool, register_work  # noqa: PLC0415 -- apps load first
        from vigie.ui.api import register_phrases  # noqa: PLC0415

        from .actions.open_work import WORK  # noqa: PLC0415
        from .loading import vocabulary_card  # noqa: PLC0415
        from .phrases import PHRASES  # noqa: PLC0415
        from .speaking import register_units  # noqa: PLC0415
        from .web.nav import hang_nav  # noqa: PLC0415
        from .web.views_map import drawn  # noqa: PLC0415

        register_phrases(PHRASES)
        register_units()
        register_work(WORK)
        hang_nav()
        register_map(drawn, "facts/map.css")
        register_tool(lambda: ToolCard(*vocabulary_card()))
