"""Pure rules of the vault: bytes in, bytes out. No Django, no clock, no file."""
