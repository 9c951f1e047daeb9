"""Which body, year, stage, scope and region a document is of."""
