"""Region codes, classification codes and table titles: CSV files, and functions that look things up
in them.
"""
