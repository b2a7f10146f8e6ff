"""Open the house from the command line: the right world, Django, refusals spoken plainly."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import click

from .words import _, _language

P = ParamSpec("P")
R = TypeVar("R")


def open_house() -> None:
    """Prepare Django for the world that the data folder holds."""
    from ..worldfile import read_world

    os.environ["VIGIE_WORLD"] = read_world()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(_language())


def spoken(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a refusal into a sentence on the error stream and exit code 2 (a JSON object on output with ``--json``)."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from vigie.kernel.api import Refusal

        from ..worldfile import WrongFolder

        try:
            return command(*args, **kwargs)
        except WrongFolder as wrong:
            raise click.ClickException(str(wrong)) from None
        except Refusal as refusal:
            from vigie.ui.api import say

            sentence = say(refusal)
            if kwargs.get("as_json"):
                answer({"refused": refusal.code, "message": sentence, **_plain(refusal.params)})
            else:
                click.echo(sentence, err=True)
            sys.exit(2)

    return wrapped


def answer(values: dict[str, Any]) -> None:
    """Print one JSON object."""
    click.echo(json.dumps(values, ensure_ascii=False, indent=None, default=str))


def organisation_option(command: Callable[..., R]) -> Callable[..., R]:
    """Add ``--organisation SLUG``."""
    return click.option("--organisation", required=True, metavar="SLUG", help=_("L’association."))(command)


def json_option(command: Callable[..., R]) -> Callable[..., R]:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help=_("Réponse en JSON."))(command)


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in values.items() if isinstance(v, str | int | float | bool | list | dict)}
