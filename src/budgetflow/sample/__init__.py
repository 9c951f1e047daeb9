"""A sample site whose truth is known: facts, a generator that renders them as documents, and a server on loopback."""
