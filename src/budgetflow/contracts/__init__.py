"""The one metadata tree; Arrow schemas, pandera models, the dictionary and the descriptor are made
from it.
"""
