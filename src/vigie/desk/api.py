"""The desk stands on top: nothing below asks it anything."""

__all__: list[str] = []
