"""Calls of pdfium: pages, geometry, orientation, rendering."""
