"""The product's own settings, in a data folder that this test run alone sees."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="vigie-test-"))
os.environ.update({"VIGIE_DATA": str(FOLDER), "VIGIE_WORLD": "real", "VIGIE_FAST_HASH": "1"})
os.environ.pop("VIGIE_NOW", None)

from vigie.config.settings import *  # noqa: E402, F403 -- once the folder is chosen

for _kept in DATABASES.values():  # noqa: F405 -- tests/conftest.py pours the migrated tables in
    if _kept["ENGINE"].endswith("sqlite3"):
        _kept["TEST"] = {"MIGRATE": False}
