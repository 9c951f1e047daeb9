"""Partitioned Parquet: write, replace by document, compact, read."""
