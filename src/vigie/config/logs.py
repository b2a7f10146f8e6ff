"""What never reaches a log or an error page."""

from __future__ import annotations

import logging
import re
from collections.abc import ItemsView
from typing import Any

from django.views.debug import SafeExceptionReporterFilter

_TOKEN = re.compile(r"(/k/)[^/\s?]+")


class HideTokens(logging.Filter):
    """Replace the token of a phone in addresses: it is the credential."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message in place."""
        record.msg = _TOKEN.sub(r"\1***", record.getMessage())
        record.args = ()
        record.exc_info = None if record.exc_info is None else record.exc_info
        return True


class NothingShown(SafeExceptionReporterFilter):
    """Error reports carry no variables and no form data: a sealed value might be among them."""

    def is_active(self, request: Any) -> bool:  # noqa: ARG002 -- Django's signature
        """Hide in every case, debugging included."""
        return True

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> ItemsView[str, Any]:  # noqa: ARG002
        """Return nothing."""
        return dict[str, Any]().items()

    def get_post_parameters(self, request: Any) -> dict[str, Any]:  # noqa: ARG002
        """Return nothing."""
        return {}
