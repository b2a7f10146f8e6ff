"""A build of the field app, small and invented."""

from __future__ import annotations

import gzip
from pathlib import Path

INDEX = b"<!doctype html><title>Carnet</title><script type=module src=assets/app-0a1b2c3d.js></script>"
SCRIPT = b"export const pages = 'la Mare basse';" * 40


def built(folder: Path) -> Path:
    """Write what the build would; return where."""
    to = folder / "built"
    (to / "assets").mkdir(parents=True)
    (to / "index.html").write_bytes(INDEX)
    (to / "sw.js").write_bytes(b"self.addEventListener('fetch', () => {})")
    (to / "manifest.webmanifest").write_bytes(b'{"name": "Carnet"}')
    (to / "icon-192.png").write_bytes(b"\x89PNG")
    (to / "assets" / "app-0a1b2c3d.js").write_bytes(SCRIPT)
    (to / "assets" / "app-0a1b2c3d.js.gz").write_bytes(gzip.compress(SCRIPT))
    (to / "assets" / "app-0a1b2c3d.js.br").write_bytes(b"as if by brotli")
    (to / "assets" / "engine-11223344.wasm").write_bytes(b"\0asm")
    (to / "assets" / "secret.key").write_bytes(b"AGE-SECRET-KEY-1")
    return to
