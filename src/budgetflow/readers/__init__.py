"""Bytes to Document: pages, blocks, tables of cells, each with its place. Knows formats, knows
nothing of budgets.
"""
