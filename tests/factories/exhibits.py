"""Exhibits, by situation: a team whose keyholders open the vault, files of every kind. Everything here is invented."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
from PIL import Image, ImageDraw
from PIL.ExifTags import IFD, Base

from tests.conftest import NOW
from tests.factories import cases
from tests.factories import network as people
from tests.factories.vault import OTHER_WORDS, WORDS, Holder
from vigie.cases.actions.exhibits import Naming, add_uploaded
from vigie.cases.api import DossierDraft, DossierKind, DossierRole, give_access, open_dossier
from vigie.cases.documents.looking import Looker
from vigie.cases.models import Exhibit
from vigie.kernel.api import now as clock
from vigie.network.api import Acting, Role
from vigie.vault.api import (
    Unlocked,
    add_keyholder,
    found_keys,
    keyholders,
    offer_keyholder,
    sealing_writer,
    unlock_without_session,
)

FACE = (200, 60, 40)
GROUND = (90, 140, 160)


@dataclass
class Desk:
    """A dossier whose juriste and coordinator hold the key of *lisiere*."""

    team: cases.Team
    first: Holder
    second: Holder

    @property
    def slug(self) -> str:
        return self.team.slug

    @property
    def judith(self) -> Acting:
        return self.first.acting

    @property
    def cora(self) -> Acting:
        return self.second.acting

    @cached_property
    def open(self) -> Unlocked:
        return self.first.open(NOW)

    @cached_property
    def open_too(self) -> Unlocked:
        return self.second.open(NOW)

    def add(self, data: bytes, title: str = "Photo du campement") -> Exhibit:
        """Bring a file in, as the page does."""
        looker = Looker()
        with sealing_writer(organisation=self.judith.organisation, label="exhibit") as writer:
            looker.feed(data)
            writer.write(data)
            made = add_uploaded(
                acting=self.judith, slug=self.slug, writer=writer, look=looker.finish(), naming=Naming(title), now=NOW
            )
        return Exhibit.objects.get(id=made)


def desk() -> Desk:
    """The team and its keys; call ``facts.world_of_facts()`` first."""
    made = cases.team()
    cora = people.acting("cora", of="lisiere", roles=[Role.COORDINATOR])
    admin = people.acting("adele", of="lisiere", roles=[Role.ADMIN])
    give_access(
        acting=made.juriste,
        slug=made.slug,
        person=cora.actor,
        organisation=cora.organisation,
        role=DossierRole.COORDINATION,
        now=NOW,
    )
    found_keys(acting=admin, passphrase=WORDS, now=NOW)
    holders = [Holder(made.juriste, WORDS), Holder(cora, OTHER_WORDS)]
    for holder in holders:
        offer_keyholder(acting=holder.acting, passphrase=holder.passphrase, now=NOW)
    opened = unlock_without_session(acting=admin, passphrase=WORDS, now=NOW)
    for card in keyholders(admin.organisation):
        if card.waiting:
            add_keyholder(acting=admin, unlocked=opened, holder_id=card.id, now=NOW)
    return Desk(made, *holders)


def photo(size: tuple[int, int] = (400, 300), form: str = "JPEG", **options: object) -> bytes:
    """A photo with a face (a red square in its middle), a camera, a moment and a position."""
    image = Image.new("RGB", size, GROUND)
    w, h = size
    ImageDraw.Draw(image).rectangle((w * 0.4, h * 0.4, w * 0.6, h * 0.6), fill=FACE)
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model] = "Acme", "X100"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2018:01:15 07:12:00"
    exif.get_ifd(IFD.GPSInfo)[1] = "N"
    exif.get_ifd(IFD.GPSInfo)[2] = (50.0, 57.0, 8.0)
    out = io.BytesIO()
    image.save(out, form, exif=exif, **options)
    return out.getvalue()


def pdf(pages: int = 2) -> bytes:
    """A PDF of A4 pages, each with a photo in it."""
    document = pdfium.PdfDocument.new()
    for _number in range(pages):
        page = document.new_page(595, 842)
        image = pdfium.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(photo()), inline=True)
        image.set_matrix(pdfium.PdfMatrix().scale(595, 842))
        page.insert_obj(image)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


ENCRYPTED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF"
)


def docx(parts: dict[str, bytes] | None = None) -> bytes:
    """An archive that says it is a Word document, with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"word/document.xml": b"<w:document/>", **(parts or {})}.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # the same bytes at any second
    return out.getvalue()


def video(size: int = 5000) -> bytes:
    """The beginning of an MP4, then noughts."""
    return (b"\x00\x00\x00\x18ftypmp42" + bytes(size))[:size]


def for_the_matrix(judith: Acting, other: str) -> dict[str, tuple[object, ...]]:
    """One dossier with an exhibit in each state, by name; ``other`` is whoever prepared the one that waits for a second look."""
    slug = open_dossier(acting=judith, draft=DossierDraft("Pièces", DossierKind.TEXT, invented=True), now=clock())
    things: dict[str, tuple[object, ...]] = {"dossier of exhibits": (slug,)}
    for number, name in enumerate(("exhibit", "exhibit to review", "removed exhibit")):
        looker = Looker()
        data = photo((400 + number, 300))
        with sealing_writer(organisation=judith.organisation, label="exhibit") as writer:
            looker.feed(data)
            writer.write(data)
            made = add_uploaded(
                acting=judith, slug=slug, writer=writer, look=looker.finish(), naming=Naming(name), now=clock()
            )
        things[name] = (slug, made)
    waits = Exhibit.objects.filter(id=things["exhibit to review"][1])
    row = waits.get()
    waits.update(
        state="to_review",
        treatment="nothing",
        redacted_by=other,
        redacted_at=clock(),
        working_ref=row.original_ref,
        working_sha256=row.sha256,
        working_type=row.content_type,
    )
    Exhibit.objects.filter(id=things["removed exhibit"][1]).update(removed_at=clock())
    things["page of an exhibit"] = (*things["exhibit"], "original", 1)
    things["file of an exhibit"] = (*things["exhibit"], "original")
    return things
