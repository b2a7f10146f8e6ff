"""The embedded server: waitress for the pages, one thread for the background work of each world."""

from __future__ import annotations

import errno
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import waitress
import waitress.channel
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from vigie.kernel.api import Conflict, data_folder, now, practising

from .incoming import LARGEST, Parser
from .nightly import Night, see_to_the_night
from .spool import seal_what_overflows
from .watching import Watch
from .wsgi import application

log = logging.getLogger(__name__)
THREADS = 8
PAUSE = 0.5
IN_MEMORY = 512 * 1024
"""Of one post, or of one answer, in bytes. The rest lies encrypted on the disk; ordinary posts never reach it."""
PIECE = 65_536


def check_free(host: str, port: int) -> None:
    """Make sure that nothing answers at an address yet.

    Raises:
        Conflict: ``config.port_taken``, or ``config.port_closed`` when this account may not listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            code = "config.port_taken" if error.errno == errno.EADDRINUSE else "config.port_closed"
            raise Conflict(code, host=host, port=port) from None


def run(host: str, port: int) -> None:
    """Serve until stopped.

    The worker lives in a thread of the same process: one folder, one command, half the memory.
    """
    threading.Thread(target=work, name="worker", daemon=True).start()
    serve(application, host=host, port=port)


def serve(app: Callable[..., Iterable[bytes]], **bound: Any) -> None:
    """Serve an application as this house does, where ``bound`` says (waitress's ``host`` and ``port``, or ``sockets``).

    What does not fit in memory rests encrypted in the data folder, whatever its size; see ``spool``.
    """
    seal_what_overflows(data_folder())
    waitress.channel.HTTPChannel.parser_class = Parser
    waitress.serve(
        app,
        threads=THREADS,
        ident="Vigie",
        max_request_body_size=LARGEST,
        inbuf_overflow=IN_MEMORY,
        outbuf_overflow=IN_MEMORY,
        recv_bytes=PIECE,
        clear_untrusted_proxy_headers=False,
        _quiet=True,
        **bound,
    )


def work() -> None:
    """Do what waits in the queue of each world, look at what is watched, and once a night do the night's work.

    A request by words goes by no queue: a queue keeps the second at which it was asked.
    """
    clocks = ((Night(), Watch()), (Night(), Watch()))
    while True:
        _turn(*clocks[0], nullcontext())
        _turn(*clocks[1], practising())
        time.sleep(PAUSE)


def _turn(night: Night, watch: Watch, surrounding: AbstractContextManager[object]) -> None:
    with surrounding:
        for step in (_worker().run, lambda: watch.look(now=now()), lambda: _see_to(night)):
            try:
                step()
            except Exception:  # the worker outlives any task, and no step waits for another to be mended
                log.exception("worker")
        close_old_connections()


def _see_to(night: Night) -> None:
    if night.is_due(now()):
        see_to_the_night(now=now())
        night.done(now())


def _worker() -> Worker:
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="embedded",
        excluded_queue_names=[],
    )


__all__ = ["run", "serve", "work"]
