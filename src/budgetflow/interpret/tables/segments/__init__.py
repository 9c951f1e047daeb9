"""Which lines and grids make one standard table: titles, captions, continuation over pages."""
