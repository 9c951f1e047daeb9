"""What is held back from releases, why, and what a person decided about it."""
