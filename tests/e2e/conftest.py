"""What every journey may ask for: a phone, the core of its app alone, and a house that lives."""

from tests.e2e.phone import furnished, house, phone, script

__all__ = ["furnished", "house", "phone", "script"]
