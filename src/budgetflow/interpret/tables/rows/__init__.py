"""Rows of a table: labels, codes, hierarchy, owners, figures."""
