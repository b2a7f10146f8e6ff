"""The ``vigie`` command. Django is imported by the commands that need it, so that help answers at once."""

from __future__ import annotations

import importlib

import click

from .words import _

COMMANDS = {
    "serve": ("serving", "serve"),
    "demo": ("serving", "demo"),
    "doctor": ("keeping", "doctor"),
    "backup": ("keeping", "backup"),
    "restore": ("keeping", "restore"),
    "form": ("field", "form"),
    "device": ("field", "device"),
    "import": ("facts", "import_"),
    "export": ("facts", "export"),
    "dossier": ("dossiers", "dossier"),
    "bulletin": ("publishing", "bulletin"),
    "manage": ("keeping", "manage"),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        return command


@click.group(cls=LazyGroup, help=_("Vigie, l’observatoire dans une boîte. VIGIE_DATA dit où sont les données."))
@click.version_option(package_name="vigie", message="vigie %(version)s")
def main() -> None:
    """Run the command line."""
