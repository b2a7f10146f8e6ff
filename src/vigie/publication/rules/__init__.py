"""What can be said of publications without a database."""
