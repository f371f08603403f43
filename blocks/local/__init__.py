"""Models that run here: where their weights come from, which are loaded, and on what device."""
