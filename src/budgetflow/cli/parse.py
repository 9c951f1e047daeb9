"""`budgetflow parse`: files or folders in, one file a dataset out; no crawl, no lake."""
