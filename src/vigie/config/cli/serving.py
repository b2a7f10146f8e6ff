"""``vigie serve`` and ``vigie demo``: one process, pages and background work."""

from __future__ import annotations

import os

import click

from .house import open_house, spoken
from .words import _

DEMO_FOLDER = "data-demo"


def _port_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option("--port", default=8000, show_default=True, envvar="VIGIE_PORT", help=_("Le port."))(command)


def _host_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--host", default="127.0.0.1", show_default=True, envvar="VIGIE_HOST", help=_("L’adresse d’écoute.")
    )(command)


@click.command(help=_("Sert les pages et fait le travail de fond, en un seul processus."))
@_host_option
@_port_option
@spoken
def serve(host: str, port: int) -> None:
    """Serve the world that the data folder holds; a new folder starts the real one."""
    from ..worldfile import claim, read_world

    claim(read_world())
    open_house()
    from ..preparing import prepare
    from ..server import check_free, run

    check_free(host, port)
    prepare()
    click.echo(_("Vigie répond sur http://%(host)s:%(port)s") % {"host": host, "port": port})
    run(host, port)


@click.command(help=_("Charge la démonstration (données inventées) et la sert."))
@_host_option
@_port_option
@click.option("--load-only", is_flag=True, help=_("Charge sans servir."))
@spoken
def demo(host: str, port: int, load_only: bool) -> None:
    """Serve the demonstration from a folder that holds nothing else."""
    from ..worldfile import claim

    os.environ.setdefault("VIGIE_DATA", DEMO_FOLDER)
    os.environ["VIGIE_WORLD"] = "demo"
    claim("demo")
    open_house()
    from ..demo import load_demo, welcome
    from ..preparing import prepare
    from ..server import check_free, run

    if not load_only:
        check_free(host, port)
    prepare()
    load_demo(base_url=f"http://{host}:{port}")
    click.echo(welcome(f"http://{host}:{port}"))
    if not load_only:
        run(host, port)
