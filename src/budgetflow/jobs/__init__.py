"""Each job composed once, as plain functions: the flows and the commands call them."""
