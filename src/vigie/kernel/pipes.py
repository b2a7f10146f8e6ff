"""What writes a file meets what sends it: nothing rests whole in memory, nothing on the disk."""

from __future__ import annotations

import io


class Pipe(io.RawIOBase):
    """A file to write into, whose bytes are taken out as they come."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override] # any buffer; zip gives bytes
        """Hold ``data`` until it is taken."""
        self._held += data
        return len(data)

    def take(self) -> bytes:
        """Return what was written since the last time, and hold it no more."""
        data = bytes(self._held)
        self._held.clear()
        return data
