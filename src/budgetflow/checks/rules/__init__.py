"""The rules of the checks."""
