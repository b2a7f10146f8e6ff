"""Write a dossier's exhibits into a folder that a person asked for: redacted copies in clear, originals still sealed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from vigie.journal.api import record
from vigie.kernel.api import Invalid, Refusal, VaultRef, atomic
from vigie.network.api import Acting
from vigie.vault.api import Unlocked, sealed_file, unlock_without_session

from ..documents.contents import Trouble
from ..documents.court import names_of
from ..documents.folder_notes import verify_text
from ..documents.printed import make_bordereau
from ..models import Dossier, Exhibit
from ..queries.access import enter
from ..rules.access import Deed
from ..rules.court_names import plain_words
from .assembling import dossier_content, exhibit_line, exhibits_of
from .lending_documents import own_vault
from .opening_copies import open_copies, ready
from .verifying import verified

COPIES, ORIGINALS = "pieces", "originaux-scelles"
INVENTORY, SUMS, MANIFEST, NOTE = "inventaire.pdf", "SHA256SUMS", "manifeste.json", "VERIFIER.txt"


@dataclass(frozen=True, slots=True)
class Written:
    """What was put in a folder, and the exhibits whose copy is not there."""

    copies: int
    originals: int
    troubles: tuple[Trouble, ...]


@dataclass(slots=True)
class _Folder:
    """A folder being filled: every file readable by its owner alone, its hash kept as it is written."""

    root: Path
    files: list[dict[str, object]] = field(default_factory=list)

    def put(self, name: str, chunks: Iterable[bytes], **about: object) -> None:
        path = self.root / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        sum_, size = hashlib.sha256(), 0
        with path.open("xb") as file:
            path.chmod(0o600)
            for chunk in chunks:
                sum_.update(chunk)
                size += len(chunk)
                file.write(chunk)
        self.files.append({"path": name, "sha256": sum_.hexdigest(), "bytes": size, **about})

    def sums(self) -> bytes:
        return "".join(f"{one['sha256']}  {one['path']}\n" for one in self.files).encode()


def write_folder(*, acting: Acting, passphrase: str, slug: str, motive: str, folder: Path, now: dt.datetime) -> Written:
    """Fill a new or empty folder: working copies in clear, originals as age files, inventory, manifest, how to verify.

    The manifest is written last: a folder without one is not whole. An original opens with ``age -d`` and the key of the
    association that received it, and nobody else's.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``; ``cases.sealed_elsewhere``; what ``unlock`` refuses.
        Invalid: ``cases.folder_not_empty``; ``cases.folder_unwritable``; ``vault.motive_needed``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    if not motive.strip():
        raise Invalid("vault.motive_needed", field="motive")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Invalid("cases.folder_not_empty", folder=str(folder))
    holder = own_vault(unlock_without_session(acting=acting, passphrase=passphrase, now=now), dossier)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        verified(acting, holder, dossier, exhibits_of(dossier), now=now)
        written = _fill(_Folder(folder), dossier, holder, motive, now)
    except OSError as error:
        raise Invalid("cases.folder_unwritable", folder=str(folder)) from error
    with atomic():
        detail = {"copies": written.copies, "originals": written.originals, "missing": len(written.troubles)}
        record(
            acting=acting,
            verb="cases.folder_written",
            kind="dossier",
            object_id=dossier.id,
            now=now,
            motive=motive.strip(),
            detail=detail,
        )
    return written


def _fill(folder: _Folder, dossier: Dossier, holder: Unlocked, motive: str, now: dt.datetime) -> Written:
    exhibits = exhibits_of(dossier)
    content = dossier_content(dossier, now=now)
    folder.put(INVENTORY, [make_bordereau(content)], kind="inventory")
    going, troubles = ready(exhibits)
    copies = 0
    for row, name in zip(going, names_of([exhibit_line(one) for one in going]), strict=True):
        files, why = open_copies([row], unlocked=holder, motive=motive, now=now)
        troubles += why
        for file in files:
            folder.put(f"{COPIES}/{name}", [file.content], kind="copy", exhibit=row.number, title=row.title)
            copies += 1
    originals = _originals(folder, exhibits)
    folder.put(NOTE, [verify_text(content, troubles).encode()], kind="note")
    folder.put(SUMS, [folder.sums()], kind="sums")
    told = {
        "dossier": dossier.title,
        "association": str(dossier.organisation),
        "made_at": now.isoformat(),
        "invented": dossier.invented,
        "files": folder.files,
        "missing": [{"exhibit": t.number, "title": t.title, "why": t.why} for t in troubles],
    }
    folder.put(MANIFEST, [json.dumps(told, ensure_ascii=False, indent=1).encode()])
    return Written(copies, originals, tuple(troubles))


def _originals(folder: _Folder, exhibits: Iterable[Exhibit]) -> int:
    """Copy the sealed originals as they are kept; one that was erased, altered, or whose header is gone, is left out."""
    put = 0
    for row in exhibits:
        if row.altered_at is not None:
            continue
        try:
            chunks = sealed_file(ref=VaultRef(row.original_ref))
        except Refusal:
            continue
        name = f"{row.number:02d}-{plain_words(row.title)[:60].strip('-') or 'piece'}.age"
        about = {"kind": "original", "exhibit": row.number, "original_sha256": row.sha256, "opens_with": str(row.owner)}
        folder.put(f"{ORIGINALS}/{name}", chunks, **about)
        put += 1
    return put
