"""PDF: glyphs, drawings and what of them is visible."""
