"""Tables with rulings: cells of the grid that the rulings make."""
