"""What an association takes away of its trainings when it leaves: its sessions, its certificates, its library with the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from vigie.kernel.api import FileRef, NoFile, Parcel, read_file, table_parcel
from vigie.network.api import Acting, Permission, check

from ..models import Certificate, Resource, TrainingSession


def package(acting: Acting) -> Iterator[Parcel]:
    """Yield sessions and certificates as tables, the library as a table and each of its files.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    held = TrainingSession.objects.filter(organisation_id=acting.organisation)
    yield table_parcel(
        "formations/seances.csv",
        [
            ["titre", "theme", "debut", "fin", "lieu", "etat", "venues"],
            *([s.title, s.theme, s.starts, s.ends, s.place, s.state, s.came] for s in held),
        ],
    )
    signed = Certificate.objects.filter(organisation_id=acting.organisation).select_related("person")
    yield table_parcel(
        "formations/attestations.csv",
        [
            ["numero", "personne", "module", "du", "au", "signee_par"],
            *([c.number, c.person.name, c.module, c.issued_on, c.expires_on, c.signer_name] for c in signed),
        ],
    )
    rows = list(Resource.objects.filter(organisation_id=acting.organisation))
    listed: list[list[object]] = [["titre", "resume", "adresse", "fichier"]]
    for row in rows:
        path = f"formations/bibliotheque/{row.id}{PurePosixPath(row.file_name).suffix}" if row.file else ""
        if path:
            try:
                yield Parcel(path, [read_file(FileRef(row.file))])
            except NoFile:
                path = ""
        listed.append([row.title, row.summary, row.url, path])
    yield table_parcel("formations/bibliotheque.csv", listed)
