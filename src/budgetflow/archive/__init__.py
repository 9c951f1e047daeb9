"""Content-addressed raw bytes and the log of every request."""
