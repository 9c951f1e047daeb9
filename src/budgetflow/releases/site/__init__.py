"""The catalogue: a static site built into each release, to be opened from a disk or any web server,
with nothing from elsewhere.
"""
