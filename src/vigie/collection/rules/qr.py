"""What a phone reads from the square codes of its card: the settings of ODK Collect, and the address of the field app. Pure."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass
from typing import Any

MAX_TEXT = 4_000
"""Collect does not read longer ones."""
PROTOCOL = 1
"""Version of ``fieldapp/PROTOCOL.md``."""
APP_KEY, APP_PATH, DOOR = "vigie", "/carnet/#q=", "/k/"
PRACTICE_PREFIX = "/exercice"


@dataclass(frozen=True, slots=True)
class Seals:
    """What the field app needs besides Collect's settings: to whom it seals. ``key`` is the association's, ``intake`` the house's."""

    slug: str
    key: str
    intake: str
    world: str


def phone_settings(settings: dict[str, Any], seals: Seals) -> dict[str, Any]:
    """Return the settings of Collect with one key more, which it does not look at: what the field app seals to."""
    told = {
        "v": PROTOCOL,
        "slug": seals.slug,
        "key": seals.key,
        "intake": seals.intake,
        "world": seals.world,
    }
    return {**settings, APP_KEY: told}


def app_address(*, server_url: str, text: str) -> str:
    """Return the address that a phone's own camera opens: the field app, the text behind a mark that browsers keep to
    themselves. Empty when the text says nothing to the field app, or is not one of ours.

    The app has one address for every world, the one its worker answers for without a network; the card says which world.
    """
    try:
        told = json.loads(zlib.decompress(base64.b64decode(text, validate=True), bufsize=MAX_TEXT))
    except (ValueError, zlib.error):
        return ""
    house, door, _token = server_url.rpartition(DOOR)
    house = house.removesuffix(PRACTICE_PREFIX)
    return f"{house}{APP_PATH}{text}" if door and isinstance(told, dict) and APP_KEY in told else ""


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
