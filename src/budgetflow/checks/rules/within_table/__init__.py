"""Identities inside one table."""
