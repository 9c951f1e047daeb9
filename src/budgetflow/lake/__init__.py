"""The lake: Hive-partitioned Parquet of everything understood, replaced whole, one document or
announcement at a time.
"""
