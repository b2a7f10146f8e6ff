"""How much one post may hold. Pure."""

from __future__ import annotations

ACCEPTED_AT_ONCE = 20_000_000
"""What we ask Collect to send in one post, in bytes; it parts larger records. Small, since a cut line starts it over."""
MAX_POST = 250_000_000
"""A single video larger than the above still comes in one post; beyond this it is refused."""
MAX_XML = 5_000_000
MAX_EARLY_CIPHERTEXT = 5_000_000
MAX_FILES = 110
"""Collect sends up to 102 parts at once."""
MAX_NAME = 1_000
FREE_SPACE_FACTOR = 3
FREE_SPACE_RESERVE = 200_000_000
"""A post is taken only where three times its weight and 200 MB remain: the database must still be able to write."""
MAX_PIECE = 25_000_000
"""One request of the field app, which sends by pieces of 512 kB, in bytes."""
MAX_ENVELOPE = 285_000_000
"""A whole envelope: the largest post, its padding (12 %) and the seal."""
KEEP_PIECES_DAYS = 30
WAIT_HOURS = 6
"""A testimony that nobody ended may still go on for as long."""
MAX_NUMBERS = 6
MAX_NUMBER_NAME, MAX_NUMBER_PHONE = 60, 25
