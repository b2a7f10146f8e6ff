"""What is said when this floor refuses."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

PHRASES: Mapping[str, str | Promise] = {}
