"""What to look at: the registry of sources and the ways a site is walked."""
