"""Polite HTTP: address guard, rate limit, requests, responses."""
