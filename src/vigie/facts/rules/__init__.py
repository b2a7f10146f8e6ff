"""What holds whatever the database: units, consent, verification, likeness of two reports."""
