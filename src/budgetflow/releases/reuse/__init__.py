"""What a release takes over from the one before, so that its cost follows what changed."""
