"""Figures said in sentences: subject, amount, change, reason."""
