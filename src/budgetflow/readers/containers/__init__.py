"""Bytes and the files inside them: media types by content, zip, OLE and other archives, opened with
limits.
"""
