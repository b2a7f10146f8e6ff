"""The pages of facts in a browser: open a form, send it as the browser would."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from vigie.kernel.api import Count

HERE = "/faits/"


def typed(form: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send of a form, with changes."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, Count):
            sent |= {f"{bound.html_name}_0": value.number or "", f"{bound.html_name}_1": value.qualifier.value}
        elif value not in (None, False):
            sent[bound.html_name] = value
    return {**sent, **changes}


def opened(client: Client, name: str, *args: str) -> Any:
    """The form of a page of facts."""
    answer = client.get(reverse(f"facts:{name}", args=args))
    assert answer.status_code == 200
    return answer.context["form"]
