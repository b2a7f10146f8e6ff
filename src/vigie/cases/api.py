"""The door of this floor. Nothing is offered yet."""

__all__: list[str] = []
