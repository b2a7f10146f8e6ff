"""Sign-in, as this house wants it: nobody registers alone, no address is kept, second-factor secrets are encrypted."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import today
from vigie.network.api import organisations_of
from vigie.vault.api import protect_secret, reveal_secret


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth publishes no types
    """People come by invitation; limits key on an HMAC of the address that changes every day."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "L’identifiant ou le mot de passe ne va pas. Vérifiez les majuscules et la langue du clavier."
        ),
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
        "enter_current_password": _("Écrivez votre mot de passe actuel."),
        "too_many_login_attempts": _(
            "Trop d’essais. Attendez cinq minutes, puis recommencez. Votre compte n’est pas bloqué."
        ),
        "rate_limited": _("Trop d’essais. Attendez quelques minutes, puis recommencez."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Ask first for which association, of whoever acts for several."""
        mine = organisations_of(str(request.user.pk), day=today())
        return reverse("choose_organisation" if len(mine) > 1 else "desk:home")

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
    """Keep TOTP secrets and recovery seeds encrypted at rest. Printed codes are a second factor of their own."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "Ce code ne va pas. Un code de la feuille ne sert qu’une fois ; celui de l’application change."
        ),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002 -- the library's name
        """Return the name proposed for a new passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Ma clé %(number)s") % {"number": number}

    def is_mfa_enabled(self, user: AbstractBaseUser, types: Iterable[str] | None = None) -> bool:
        """Say whether a second factor is asked: where the library asks for one of several, a sheet of codes counts."""
        wanted = list(types) if types is not None else None
        if wanted is not None and len(wanted) > 1:
            wanted.append(Authenticator.Type.RECOVERY_CODES)
        return bool(super().is_mfa_enabled(user, types=wanted))

    def encrypt(self, text: str) -> str:
        """Encrypt with the server's key."""
        return protect_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the server's key."""
        return reveal_secret(encrypted_text)
