"""What people do with the programme: one function, one use case."""
