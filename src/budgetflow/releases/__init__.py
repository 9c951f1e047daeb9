"""Releases: build, diff with causes, change log, descriptor, verify, catalogue."""
