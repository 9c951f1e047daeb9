"""Words of a document: normalising, codes, items, money, unit lines, paragraphs, phrases,
privacy.
"""
