"""Ways in which a reading of a document goes wrong."""
