"""Tables: parts of the document, header, columns, rows."""
