"""What the crawl remembers between runs."""
