"""Polite HTTP, list and article pages, attachments, and what is new."""
