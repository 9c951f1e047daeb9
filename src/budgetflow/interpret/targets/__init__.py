"""Performance targets: goals and indicators."""
