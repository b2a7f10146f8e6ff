"""What every journey may ask for: a phone."""

from tests.e2e.phone import phone

__all__ = ["phone"]
