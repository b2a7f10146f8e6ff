"""Write the workbooks of the pack: ``python -m vigie.collection.pack [FOLDER]``."""

from __future__ import annotations

import sys
from pathlib import Path

from .build import write_all
from .specs import PACK

for written in write_all(Path(sys.argv[1] if len(sys.argv) > 1 else "."), (spec.id for spec in PACK)):
    sys.stdout.write(f"{written}\n")
