"""Corrections a person made to what was read, as data with a reason and a guard."""
