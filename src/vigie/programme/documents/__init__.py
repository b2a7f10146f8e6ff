"""Papers of the programme: posters, packs, ranking sheets."""
