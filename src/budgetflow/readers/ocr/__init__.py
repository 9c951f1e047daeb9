"""Pages and pictures without text, read by recognition."""
