"""Prose by chapter: headings, projects."""
