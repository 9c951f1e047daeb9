"""Accounting identities and plausibility: rows in, findings and check results out."""
