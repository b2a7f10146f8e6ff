"""An application that came by e-mail, read from its ``.eml``: who wrote, the subject, the words, the files. Pure."""

from __future__ import annotations

import email
import html
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

from vigie.kernel.api import Invalid

MOST_BYTES = 25_000_000
MOST_FILES = 8
_TAG = re.compile(r"<(?:br|/p|/div|/li)[^>]*>|<[^>]+>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says. ``files``: (name, bytes), the name only to guess which is the CV; it is not kept."""

    name: str
    address: str
    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...]


def read_letter(data: bytes) -> Letter:
    """Read a message saved as ``.eml``.

    Raises:
        Invalid: ``programme.mail_too_large``; ``programme.mail_not_one``, no message to read.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("programme.mail_too_large", field="mail")
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)  # the policy's own class
    try:
        name, address = parseaddr(str(message.get("From", "")))
        subject = str(message.get("Subject", "")).strip()
        text = _text(message)
        files = tuple(_files(message))[:MOST_FILES]
    except (ValueError, LookupError, KeyError, AttributeError, TypeError) as error:
        raise Invalid("programme.mail_not_one", field="mail") from error
    if "@" not in address or not (subject or text or files):
        raise Invalid("programme.mail_not_one", field="mail")
    return Letter(name.strip(), address.strip(), subject[:300], text[:20000], files)


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = str(body.get_content())
    if body.get_content_subtype() == "html":
        content = html.unescape(_TAG.sub("\n", content))
    return re.sub(r"\n{3,}", "\n\n", content.replace("\r\n", "\n").replace("\x00", "")).strip()


def _files(message: EmailMessage) -> list[tuple[str, bytes]]:
    found = []
    for part in message.iter_attachments():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            found.append((str(part.get_filename() or ""), payload))
    return found


def is_letter(filename: str) -> bool:
    """Say whether a file looks like a letter of motivation by its name; otherwise it is first taken for the CV."""
    return bool(re.search(r"lettre|letter|motiv|lm[_. -]", filename, re.IGNORECASE))
