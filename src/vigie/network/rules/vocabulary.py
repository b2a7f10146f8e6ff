"""Codes of what organisations do and what facilities are. Pure; their words are in ``words.py``."""

from __future__ import annotations

DOMAINS = (
    "nourriture",
    "abri",
    "vetements",
    "eau_hygiene",
    "sante",
    "juridique",
    "mineurs",
    "femmes",
    "information",
    "electricite",
    "observation",
    "plaidoyer",
    "accueil_jour",
    "hebergement",
    "deces",
    "coordination",
    "formation",
    "culture",
    "mobilisation",
    "prevention_mer",
)
"""What an organisation does, in the order in which it is shown."""

WIDE_AREAS = ("france", "international")
"""Areas that are not one of our zones."""

FACILITY_KINDS = ("cra", "lra", "sthf", "court", "prefecture")
"""Removal centre, local detention room, British short-term facility, court, prefecture."""

SPOKEN = (
    "fr",
    "en",
    "ar",
    "fa",
    "ps",
    "ti",
    "ckb",
    "kmr",
    "am",
    "om",
    "so",
    "ur",
    "tr",
    "vi",
    "sq",
    "es",
    "it",
    "de",
    "ru",
)
"""Languages people may say that they speak: those of the screens first, then others heard at the border."""

LEVELS = ("native", "fluent", "good", "some")
"""How well someone speaks, best first."""

CONTACT_KINDS = ("email", "phone", "address", "page", "hours")
"""How the public reaches an organisation."""
