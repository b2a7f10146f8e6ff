"""Words that the pages of dossiers use."""
