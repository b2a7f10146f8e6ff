"""Links of a call: which may be asked for, and what an answer means. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

ALLOWED = frozenset({"http", "https"})
MOST_LENGTH = 500


def tidy_url(text: str) -> str:
    """Return an address as it will be kept: blanks and line breaks inside it, which broke two of the founding call's, go.

    Raises:
        ValueError: not an address of the web.
    """
    url = "".join(text.split())
    if url.lower().startswith("www."):
        url = f"https://{url}"
    parts = urlsplit(url)
    if parts.scheme not in ALLOWED or not parts.hostname or "." not in parts.hostname or parts.username:
        raise ValueError(text)
    if len(url) > MOST_LENGTH:
        raise ValueError(text)
    return url


def works(answer: str) -> bool:
    """Say whether what a check found means that the link leads somewhere."""
    return answer.isdigit() and int(answer) < 400
