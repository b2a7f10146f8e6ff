"""The demonstration world: invented associations, six months of invented facts, a mailbag to clear, twelve public events,
two dossiers, three bulletins."""

from .loading import load_demo
from .welcoming import welcome

__all__ = ["load_demo", "welcome"]
