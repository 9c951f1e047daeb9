"""What is held back: documents and tables that we may have read wrongly, and what follows."""
