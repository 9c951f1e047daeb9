"""Tables without rulings: columns and rows by the alignment of the text."""
