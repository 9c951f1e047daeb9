"""What is in one page of a government site: tags first, structure second. No network, no state:
text in, facts out.
"""
