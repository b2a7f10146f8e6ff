"""What can be said of dossiers without a database."""
