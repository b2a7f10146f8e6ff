"""Copies of everything, and their return."""

from .making import Backup, make_backup
from .restoring import Restored, restore_backup, verify_restored

__all__ = ["Backup", "Restored", "make_backup", "restore_backup", "verify_restored"]
