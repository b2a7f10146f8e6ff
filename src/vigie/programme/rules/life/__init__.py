"""Rules of the life of a mission. Pure."""
