"""The desk where a person looks at what is held back and at every accusation, on its page."""
