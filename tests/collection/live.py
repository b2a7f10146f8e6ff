"""A real server on real files, for what cannot be seen in one process: kill -9, several posts at once, system calls.

``python -m tests.collection.live prepare [pack] [people]|practise BASE|serve PORT|check``, in the folder ``VIGIE_DATA``. Nothing here imports the harness, which
would move the data folder.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vigie.network.api import Acting

WORDS = "sable phare digue marée ancre brume"
FORM = "petit-releve"
RINGS = {"commune": "shared", "narrative": "sealed", "contact/phone": "sealed"}
XFORM = '<h:html xmlns:h="http://www.w3.org/1999/xhtml"/>'


def start() -> None:
    """Make Django ready."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "vigie.config.settings"
    os.environ.pop("DATABASE_URL", None)  # a folder of its own holds everything: kills and full disks are about files
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
    django.setup()


def prepare(*, pack: bool, people: bool = False) -> None:
    """Make tables, an association with its key, a form (or the whole pack) and a phone; print what the phone is told.

    With ``people``, a coordinator of the house holds the key, and ``session`` is the cookie of her browser.
    """
    from vigie.collection.api import add_device, publish_pack
    from vigie.collection.models import Form, FormVersion
    from vigie.kernel.api import now, today
    from vigie.network.api import acting_system
    from vigie.network.models import Organisation
    from vigie.vault.api import found_keys, odk_public_key

    _furnish("default")
    Organisation.objects.create(slug="lisiere", name="Lisière", uses_vigie=True, invented=True)
    acting = acting_system(organisation="lisiere", day=today())
    holder, session = _coordinator() if people else (acting, "")
    found_keys(acting=holder, passphrase=WORDS, now=now())
    if pack:
        publish_pack(now=now())
    form = Form.objects.create(form_id=FORM, title="Petit relevé", created_at=now())
    FormVersion.objects.create(
        form=form,
        version="1",
        xml=XFORM,
        hash="0" * 32,
        xlsx=b"",
        rings=RINGS,
        media_paths=["photo"],
        published_at=now(),
        published_by="alma",
    )
    device = add_device(acting=acting, name="Téléphone 1", now=now(), base_url="http://127.0.0.1", days=30)
    told = {"path": device.server_url.removeprefix("http://127.0.0.1"), "qr": device.qr_text, "session": session}
    print(json.dumps({**told, "odk": odk_public_key(organisation=acting.organisation, now=now())}))


def _furnish(world: str) -> None:
    """Give a world its tables."""
    from django.db import connections

    from tests.tables import pour_into

    connections[world].ensure_connection()
    pour_into(connections[world].connection)


def practise(base: str) -> None:
    """Open the workshop of the practice world, with the pack and a phone; print the address its card opens."""
    from vigie.collection.api import add_device, publish_pack
    from vigie.config.preparing import load_all
    from vigie.desk.api import prepare_workshop
    from vigie.kernel.api import now, practice_world, practising

    practice_world().folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _furnish("practice")
    with practising():
        load_all()
        trainer = prepare_workshop(now=now())
        publish_pack(now=now())
        print(json.dumps({"app": add_device(acting=trainer, name="Essai", now=now(), base_url=base).app_url}))


def _coordinator() -> tuple[Acting, str]:
    """Open the house to somebody, with what she codes with: how she acts, and the cookie of her session."""
    from django.conf import settings

    from tests.factories.mailbag import signed_in
    from tests.factories.network import acts, house_open, member
    from vigie.facts.api import load_vocabulary
    from vigie.kernel.api import now, today
    from vigie.network.api import Role, load_reference

    load_reference(now=now())
    load_vocabulary(now=now())
    house_open()
    alma = member("alma", of="lisiere", roles=(Role.COORDINATOR, Role.ADMIN))
    return acts(alma, of="lisiere", day=today()), signed_in(alma).cookies[settings.SESSION_COOKIE_NAME].value


def serve(port: int) -> None:
    """Serve for ever: a parent that only holds the socket forks a server, and another each time that one is killed.

    The number of the server's process is written to ``server.pid`` beside the data folder.
    """
    from vigie.config.server import serve as serve_as_the_house_does
    from vigie.config.wsgi import application

    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", port))
    held.listen(128)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    note = Path(os.environ["VIGIE_DATA"]).with_suffix(".pid")
    while True:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            serve_as_the_house_does(application, sockets=[held])
            os._exit(0)
        note.write_text(str(child))
        try:
            os.waitpid(child, 0)
        except SystemExit:
            os.kill(child, signal.SIGKILL)
            raise


def check() -> None:
    """Print what is kept: every record by its number, what is lost, what does not open, how many facts were made."""
    import datetime as dt

    from tests.factories.network import acts
    from vigie.collection.models import Envelope, Submission
    from vigie.facts.models import Observation, Shift, Testimony
    from vigie.kernel.api import now, practice_world, practising, today
    from vigie.network.api import acting_system
    from vigie.network.models import Person
    from vigie.vault.api import reconcile, unlock_without_session, verify_openable

    alma = Person.objects.filter(username="alma").first()
    acting = acts(alma, of="lisiere", day=today()) if alma else acting_system(organisation="lisiere", day=today())
    holder = unlock_without_session(acting=acting, passphrase=WORDS, now=now())
    found = reconcile(older_than=dt.timedelta(seconds=-60), remove=True)
    verified = verify_openable(limit=1_000_000, unlocked=holder)
    practised = 0
    if (practice_world().folder / "vigie.sqlite3").exists():
        with practising():
            practised = Submission.objects.count()
    rows = Submission.objects.prefetch_related("attachments")
    print(
        json.dumps(
            {
                "records": {row.instance_key: row.attachments.count() for row in rows},
                "rows": len(rows),
                "practised": practised,
                "envelopes": Envelope.objects.count(),
                "sealed": Envelope.objects.filter(state="waiting").count(),
                "lost": len(found.lost),
                "orphans": len(found.orphan_bodies) + len(found.orphan_headers) + found.unfinished,
                "checked": verified.checked,
                "opened": verified.opened,
                "damaged": len(verified.damaged),
                "observations": Observation.objects.count(),
                "shifts": Shift.objects.count(),
                "testimonies": Testimony.objects.count(),
                "shared": {row.instance_key: row.shared for row in rows},
            }
        )
    )


if __name__ == "__main__":
    start()
    word, *rest = sys.argv[1:]
    {
        "prepare": lambda: prepare(pack="pack" in rest, people="people" in rest),
        "practise": lambda: practise(rest[0]),
        "serve": lambda: serve(int(rest[0])),
        "check": check,
    }[word]()
