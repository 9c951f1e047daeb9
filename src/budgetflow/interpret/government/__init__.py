"""Whole-government budgets: which table it is, which year, level and measure a figure is of."""
