"""Explanations of a difference between a sentence and a table, and inside a sentence."""
