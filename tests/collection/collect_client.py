"""A client that keeps the rules of ODK Collect, as read in its source: what it refuses, we must never send."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from tests.factories.collection import BOUNDARY, Part

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
MAX_FILES = 100
DEFAULT_LENGTH = 10_000_000


class Refused(Exception):
    """Collect would show this to the person and stop."""


@dataclass(frozen=True)
class RemoteForm:
    """A form as the list tells it."""

    form_id: str
    name: str
    version: str
    hash: str
    download_url: str
    manifest_url: str


@dataclass
class CollectClient:
    """One phone, set up from the text of its code."""

    server_url: str
    deleted_after_send: bool = False
    posts: list[int] = field(default_factory=list)

    @classmethod
    def from_qr(cls, text: str, *, port: int | None = None) -> CollectClient:
        """Read a settings code: both parts must be there, or Collect refuses it."""
        settings = json.loads(zlib.decompress(base64.b64decode(text)))
        if not isinstance(settings.get("general"), dict) or not isinstance(settings.get("admin"), dict):
            raise Refused("invalid QR")
        url = settings["general"]["server_url"].rstrip("/")
        if port is not None:
            url = f"http://127.0.0.1:{port}{urlsplit(url).path}"
        return cls(url, settings["general"].get("delete_send", False))

    def forms(self) -> list[RemoteForm]:
        """Fetch the list; one entry without its due discards all of it."""
        root = self._document(f"{self.server_url}/formList", LIST + "xforms")
        found = [self._listed(entry) for entry in root.iter(LIST + "xform")]
        if not found:
            raise Refused("an empty list would delete every form of this phone")
        return found

    def _listed(self, entry: ET.Element) -> RemoteForm:
        texts = [
            entry.findtext(LIST + name) or ""
            for name in ("formID", "name", "version", "hash", "downloadUrl", "manifestUrl")
        ]
        form = RemoteForm(*texts)
        if not (form.form_id and form.name and form.download_url):
            raise Refused("parse error")
        if not form.hash.startswith("md5:"):
            raise Refused("form with no hash")
        return form

    def download(self, form: RemoteForm) -> tuple[bytes, dict[str, bytes]]:
        """Fetch a form and its media, and hold each to its hash."""
        xml = self._verified(form.download_url, form.hash)
        media = {}
        if form.manifest_url:
            root = self._document(form.manifest_url, MANIFEST + "manifest")
            for file in root.iter(MANIFEST + "mediaFile"):
                name, digest, url = (file.findtext(MANIFEST + tag) or "" for tag in ("filename", "hash", "downloadUrl"))
                if not (name and digest and url):
                    raise Refused("manifest")
                media[name.rpartition("/")[2]] = self._verified(url, digest)
        return xml, media

    def send(self, xml: bytes, files: Iterable[Part] = ()) -> str:
        """Send one record as Collect parts it; return the last message shown."""
        limit = self._length()
        shown = ""
        for batch, last in self._batches(len(xml), list(files), limit):
            shown = self._post(xml, batch, last=last)
        return shown

    def _length(self) -> int:
        answer, _ = self._request("HEAD", f"{self.server_url}/submission")
        if 200 <= answer.status < 300 and answer.status != 204:
            raise Refused("web proxy?")
        if answer.status == 401:
            raise Refused("asks for a password")
        if answer.status == 204:
            self._check_openrosa(answer)
        return int(answer.headers.get("X-OpenRosa-Accept-Content-Length") or DEFAULT_LENGTH)

    @staticmethod
    def _batches(weight: int, files: list[Part], limit: int) -> Iterator[tuple[list[Part], bool]]:
        batch: list[Part] = []
        carried = weight
        for rank, file in enumerate(files):
            batch.append(file)
            carried += len(file[1])
            following = files[rank + 1] if rank + 1 < len(files) else None
            if following and (carried + len(following[1]) > limit or len(batch) > MAX_FILES):
                yield batch, False
                batch, carried = [], weight
        yield batch, True

    def _post(self, xml: bytes, files: list[Part], *, last: bool) -> str:
        parts = [("xml_submission_file", xml, "text/xml"), *files]
        body = b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
            + content
            + b"\r\n"
            for name, content, kind in parts
        )
        if not last:
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes\r\n'
            body += head.encode()
        body += f"--{BOUNDARY}--\r\n".encode()
        answer, content = self._request("POST", f"{self.server_url}/submission", body)
        self.posts.append(answer.status)
        shown = self._message(content)
        if answer.status not in {201, 202}:
            raise Refused(f"{answer.status} {shown}")
        return shown

    @staticmethod
    def _message(content: bytes) -> str:
        try:
            root = ET.fromstring(content)
        except ET.ParseError:
            return ""
        if not root.tag.endswith("OpenRosaResponse"):
            return ""
        return next((child.text or "" for child in root if child.tag.endswith("message")), "")

    def _document(self, url: str, tag: str) -> ET.Element:
        answer, content = self._request("GET", url)
        if answer.status != 200:
            raise Refused(str(answer.status))
        self._check_openrosa(answer)
        if "text/xml" not in answer.headers.get("Content-Type", "text/xml"):
            raise Refused("network proxy")
        root = ET.fromstring(content)
        if root.tag != tag:
            raise Refused(root.tag)
        return root

    @staticmethod
    def _check_openrosa(answer: HTTPResponse) -> None:
        if not answer.headers.get("X-OpenRosa-Version"):
            raise Refused("not an OpenRosa server")

    def _verified(self, url: str, digest: str) -> bytes:
        answer, content = self._request("GET", url)
        if answer.status != 200:
            raise Refused(str(answer.status))
        if hashlib.md5(content, usedforsecurity=False).hexdigest() != digest[4:]:
            raise Refused("hash")
        return content

    def _request(self, method: str, url: str, body: bytes | None = None) -> tuple[HTTPResponse, bytes]:
        parts = urlsplit(url)
        connection = HTTPConnection(parts.netloc, timeout=60)
        headers = {
            "User-Agent": "Dalvik/2.1.0 org.odk.collect.android/v2026.2.4",
            "X-OpenRosa-Version": "1.0",
            "Date": "lun., 23 nov. 2026 06:00:00 GMT+01:00",
        }
        if body is not None:
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        query = f"{parts.query}&" if parts.query else ""
        try:
            connection.request(method, f"{parts.path}?{query}deviceID=collect%3AinventeD0123456789", body, headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()
