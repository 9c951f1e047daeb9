"""Workbooks: cells, number formats, what is hidden, merged or styled."""
