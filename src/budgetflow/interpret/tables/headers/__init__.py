"""Header words to measures."""
