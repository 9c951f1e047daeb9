"""A web site of the documents, and its server on loopback."""
