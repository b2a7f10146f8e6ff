"""A demonstration seen from outside: a phone that posts to its server, and a small process that opens its vault.

    python -m tests.config.live sealed_texts_of_demo

prints one JSON list; the data folder and the database are those of the environment.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from tests.command import environment, vigie

ROOT = Path(__file__).resolve().parent.parent.parent
EDGE = "la-Mare-basse"


def phone(folder: Path, address: str) -> Callable[..., int]:
    """A phone of *demo*: it posts a quick record with a free text, and returns the status."""
    ran = vigie("device", "add", "--organisation", "demo", "--name", "Téléphone 9", "--json", folder=folder)
    url = address + urlsplit(json.loads(ran.stdout)["server_url"]).path

    def send(text: str, form: str = "vigie-releve", answers: str = "") -> int:
        return post(url, record(form, text, answers))

    return send


def record(form: str, text: str, answers: str = "") -> bytes:
    """A filled form with a free text."""
    return (
        f'<data id="{form}" version="{version_of(form)}" xmlns:orx="http://openrosa.org/xforms">{answers}'
        f"<narrative>{text}</narrative><orx:meta><orx:instanceID>uuid:{uuid.uuid4()}</orx:instanceID></orx:meta></data>"
    ).encode()


def version_of(form: str) -> str:
    """The version of a form of the pack."""
    from vigie.collection.pack import PACK

    return next(spec.version for spec in PACK if spec.id == form)


def post(url: str, xml: bytes) -> int:
    """Post one record as Collect parts it."""
    head = 'Content-Disposition: form-data; name="xml_submission_file"; filename="xml_submission_file"'
    body = f"--{EDGE}\r\n{head}\r\nContent-Type: text/xml\r\n\r\n".encode() + xml + f"\r\n--{EDGE}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={EDGE}", "X-OpenRosa-Version": "1.0"}
    with urllib.request.urlopen(urllib.request.Request(f"{url}/submission", body, headers)) as answer:
        return int(answer.status)


def run_inside(folder: Path, question: str, *arguments: str, **more: str) -> list[str]:
    """Ask one of the questions below in a process of its own, on a data folder."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.config.live", question, *arguments],
        env=environment(folder, PYTHONPATH=f"{ROOT}:{ROOT / 'src'}", **more),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stderr
    found: list[str] = json.loads(ran.stdout)
    return found


def demo_key() -> tuple[object, object]:
    """The coordinator of *demo* and their open vault."""
    from vigie.config.demo.network import told
    from vigie.kernel.api import now, today
    from vigie.network.api import acting_for, organisations
    from vigie.network.models import Person
    from vigie.vault.api import unlock_without_session

    home = next(o for o in organisations() if o.slug == "demo")
    person = Person.objects.get(username="coordination")
    acting = acting_for(person_id=person.id, organisation_id=home.id, day=today())
    return acting, unlock_without_session(acting=acting, passphrase=told()["passphrase"], now=now())


def sealed_texts_of_demo() -> list[str]:
    """What every record of *demo* says, once open; those damaged on purpose left out."""
    from vigie.collection.models import Submission
    from vigie.kernel.api import Refusal, VaultRef, now
    from vigie.vault.api import open_sealed

    acting, opened = demo_key()
    texts = []
    for row in Submission.objects.filter(organisation_id=acting.organisation):
        try:
            data = open_sealed(unlocked=opened, ref=VaultRef(row.sealed_ref), motive="essai", now=now())
        except Refusal:
            continue
        texts.append(data.decode("utf-8", "replace"))
    return texts


def tell_a_testimony() -> list[str]:
    """Share with the network a testimony whose original is a waiting record; say which testimony, which record."""
    from dataclasses import replace

    from tests.factories.facts import told
    from vigie.collection.models import Submission
    from vigie.facts.api import record_testimony
    from vigie.facts.models import SourceStatement
    from vigie.kernel.api import VaultRef, now

    acting, _opened = demo_key()
    row = Submission.objects.filter(organisation_id=acting.organisation, form__form_id="vigie-temoignage").first()
    draft = replace(told(yes=("count", "network")), sealed_ref=VaultRef(row.sealed_ref), invented=True)
    statement = record_testimony(acting=acting, draft=draft, now=now())[0]
    return [SourceStatement.objects.get(id=statement).testimony_id, row.sealed_ref]


def erase_records(*refs: str) -> list[str]:
    """Erase one quick record of *demo* and those named; say which."""
    from vigie.collection.models import Submission
    from vigie.kernel.api import VaultRef, now
    from vigie.vault.api import erase

    acting, _opened = demo_key()
    row = Submission.objects.filter(organisation_id=acting.organisation, form__form_id="vigie-releve").first()
    for ref in (row.sealed_ref, *refs):
        erase(acting=acting, ref=VaultRef(ref), reason="essai", now=now())
    return [row.sealed_ref, *refs]


def opens(ref: str) -> list[str]:
    """Say whether something sealed opens with the passphrase."""
    from vigie.kernel.api import Refusal, VaultRef, now
    from vigie.vault.api import open_sealed

    _acting, opened = demo_key()
    try:
        open_sealed(unlocked=opened, ref=VaultRef(ref), motive="essai", now=now())
    except Refusal:
        return ["no"]
    return ["yes"]


def keep_two_files() -> list[str]:
    """Keep two files of a candidate; return their references."""
    from vigie.kernel.api import keep_file

    return [keep_file(f"CV inventé {n}".encode(), owner="application:essai") for n in (1, 2)]


def erase_a_file(ref: str) -> list[str]:
    """Erase one of them."""
    from vigie.kernel.api import FileRef, erase_file

    erase_file(FileRef(ref))
    return [ref]


def files_open(*refs: str) -> list[str]:
    """Say what each file holds, or ``no``."""
    from vigie.kernel.api import FileRef, read_files

    found = read_files([FileRef(ref) for ref in refs])
    return [found.get(FileRef(ref), b"no").decode() for ref in refs]


def candidates() -> list[str]:
    """Say the names of the candidates that can still be read."""
    from vigie.programme.models import Application
    from vigie.programme.people import candidates as read

    return sorted(person.name for person in read(Application.objects.all()).values() if person.name)


def forget_candidates() -> list[str]:
    """Do, today, what the nights do on the day a call said."""
    from vigie.kernel.api import now
    from vigie.programme.api import erase_due

    return [str(erase_due(now=now()))]


if __name__ == "__main__":
    from vigie.config.cli.house import open_house

    open_house()
    questions = (
        sealed_texts_of_demo,
        tell_a_testimony,
        erase_records,
        opens,
        keep_two_files,
        erase_a_file,
        files_open,
        candidates,
        forget_candidates,
    )
    asked = {f.__name__: f for f in questions}[sys.argv[1]]
    print(json.dumps(asked(*sys.argv[2:])))
