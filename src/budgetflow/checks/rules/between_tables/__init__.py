"""Identities between tables."""
