"""Rules of whole-government books (GOVERNMENT.md section 7)."""
