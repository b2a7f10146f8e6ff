"""What can be decided without a database: no Django, no clock, no input or output."""
