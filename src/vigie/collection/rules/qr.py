"""The settings of ODK Collect that a phone reads from a square code. Pure."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

MAX_TEXT = 4_000
"""Collect does not read longer ones."""


def collect_settings(*, server_url: str, project: str, language: str, admin_code: str) -> dict[str, Any]:
    """Return the settings of one phone.

    A key that is absent goes back to Collect's default, so every one that protects a seized phone is said: nothing
    stays once sent, no draft is kept, what was sent is not shown, no usage is reported, settings need a code.

    Args:
        server_url: address with the token, no slash at the end.
        project: what the phone shows at the top; the association, never a person.
        language: code of the language of Collect's own screens.
        admin_code: code asked before protected settings are changed.
    """
    return {
        "general": {
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "delete_send": True,
            "analytics": False,
            "metadata_username": "",
            "metadata_phonenumber": "",
            "metadata_email": "",
            "app_language": language,
        },
        "admin": {
            "admin_pw": admin_code,
            "edit_saved": False,
            "view_sent": False,
            "save_mid": False,
            "save_as_draft": False,
            "change_server": False,
            "get_blank": False,
            "delete_after_send": False,
        },
        "project": {"name": project, "icon": "V", "color": "#1f4e5f"},
    }


def settings_text(settings: dict[str, Any]) -> str:
    """Return the text of the code: ``base64(zlib(json))``.

    Raises:
        ValueError: longer than what Collect reads.
    """
    packed = zlib.compress(json.dumps(settings, separators=(",", ":"), ensure_ascii=False).encode(), 9)
    text = base64.b64encode(packed).decode("ascii")
    if len(text) >= MAX_TEXT:
        raise ValueError("settings too long for a code")
    return text
