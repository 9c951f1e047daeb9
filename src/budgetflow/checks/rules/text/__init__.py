"""Rules about prose, chapters, names and goals."""
