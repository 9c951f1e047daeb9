"""Is the installation well? Each module gives checks of one kind; `budgetflow doctor` prints what
they say and what to do.
"""
