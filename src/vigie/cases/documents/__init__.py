"""Documents made of a dossier: Word, PDF, bundles. They open nothing; what is sealed is given to them."""
