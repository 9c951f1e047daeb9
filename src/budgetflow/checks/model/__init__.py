"""What a check is made of: figures, evidence, declaration, messages."""
