"""Tables of a page, whatever its format: glyphs, runs of text, rulings, lattice and stream."""
