"""Datasets that a release makes from its other rows: publishers and vocabulary."""
