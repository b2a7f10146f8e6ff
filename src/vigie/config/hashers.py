"""Argon2id with the cost this house chose (64 MiB, three passes: 0.14 s on a small server)."""

from __future__ import annotations

import os

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id, 64 MiB, t=3, p=1. Tests may lower the cost by ``VIGIE_FAST_HASH``, under pytest only."""

    time_cost = 3
    memory_cost = 65_536
    parallelism = 1

    def params(self):  # type: ignore[no-untyped-def]
        """Return the cost, cheap under pytest."""
        if os.environ.get("VIGIE_FAST_HASH") and "PYTEST_CURRENT_TEST" in os.environ:
            self.time_cost, self.memory_cost = 1, 8
        return super().params()
