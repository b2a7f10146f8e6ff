"""Run a command with a PostgreSQL of its own: a cluster in a temporary folder, on a socket, gone afterwards.

    python tools/with_postgres.py pytest -q

``DATABASE_URL`` points to it. When root, the server runs as the ``postgres`` account.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

NEEDED = ("initdb", "pg_ctl", "createdb")


def binaries() -> Path:
    """Return the folder that holds every tool we call: ``initdb`` alone on the path may be a wrapper from elsewhere.

    Raises:
        SystemExit: PostgreSQL is not installed.
    """
    found = shutil.which("initdb")
    folders = [Path(found).parent, Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if all((folder / name).exists() for name in NEEDED):
            return folder
    raise SystemExit("PostgreSQL manque / is missing: apt install postgresql")


def main(command: list[str]) -> int:
    """Start the cluster, run the command, stop the cluster; return the command's exit code."""
    folder = Path(tempfile.mkdtemp(prefix="vigie-pg-"))
    as_root = os.geteuid() == 0
    prefix = ["runuser", "-u", "postgres", "--"] if as_root else []
    if as_root:
        shutil.chown(folder, "postgres")
    data, tools = folder / "data", binaries()

    def run(*arguments: str) -> None:
        subprocess.run([*prefix, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    try:
        run(str(tools / "initdb"), "-D", str(data), "-U", "vigie", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        run(str(tools / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        run(str(tools / "createdb"), "-h", str(folder), "-U", "vigie", "vigie")
        url = f"postgres://vigie@{quote(str(folder), safe='')}/vigie"
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode
    finally:
        subprocess.run(
            [*prefix, str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
