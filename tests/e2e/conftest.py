"""What every journey may ask for: a phone, and a house that lives."""

from tests.e2e.phone import furnished, house, phone

__all__ = ["furnished", "house", "phone"]
