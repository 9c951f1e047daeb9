"""Columns of a table: blocks side by side, layout, the reading whose sums close."""
