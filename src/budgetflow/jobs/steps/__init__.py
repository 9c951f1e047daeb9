"""The steps that jobs are composed of, and who runs them."""
