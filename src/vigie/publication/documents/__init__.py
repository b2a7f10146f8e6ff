"""Documents made of a release: pages, PDF, figures. They read what passed the disclosure control, and nothing else."""
