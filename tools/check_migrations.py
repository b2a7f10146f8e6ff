"""Fail when a model has changed without a migration."""

from __future__ import annotations

import os
import sys
import tempfile


def main() -> int:
    """Return 0 when models and migrations agree."""
    os.environ["VIGIE_DATA"] = tempfile.mkdtemp(prefix="vigie-check-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "vigie.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    from vigie.kernel.api import practice_world

    practice_world().folder.mkdir(parents=True)
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
        call_command("check", fail_level="WARNING")
    except SystemExit as end:
        return int(end.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
