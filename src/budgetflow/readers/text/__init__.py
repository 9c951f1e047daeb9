"""Plain text, HTML and MHTML."""
