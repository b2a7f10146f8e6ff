"""Sign-in, as this house wants it: nobody registers alone, no address is kept, second-factor secrets are encrypted."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from vigie.kernel.api import today
from vigie.vault.api import protect_secret, reveal_secret


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth publishes no types
    """People come by invitation; limits key on an HMAC of the address that changes every day."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        """Say no: an association invites."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a daily pseudonym of the address, shaped like an address for allauth's sake."""
        key = f"{settings.SECRET_KEY}{today().isoformat()}".encode()
        address = str(request.META.get("REMOTE_ADDR", ""))
        digest = hmac.new(key, address.encode(), hashlib.sha256).hexdigest()[:24]
        return "fd00:" + ":".join(digest[i : i + 4] for i in range(0, 24, 4)) + "::"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send only where a mail server is configured: the house works without one."""
        if settings.EMAIL_HOST:
            super().send_mail(template_prefix, email, context)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keep TOTP secrets and recovery seeds encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Encrypt with the server's key."""
        return protect_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the server's key."""
        return reveal_secret(encrypted_text)
