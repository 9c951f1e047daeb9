"""All checks, declared: the registry that run, docs and releases read."""
