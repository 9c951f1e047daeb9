"""Document to Disclosure: which table, which measure, which code, what the prose says. Knows
budgets, knows no file format.
"""
