"""Rows of the publications."""

from .bulletins import Bulletin, Check
from .quotes import Quote, QuoteUse
from .releases import Release, ReleasedCell

__all__ = ["Bulletin", "Check", "Quote", "QuoteUse", "Release", "ReleasedCell"]
