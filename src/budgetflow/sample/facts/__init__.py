"""What bureaus budget: facts of real bureaus, and any number of invented ones."""
