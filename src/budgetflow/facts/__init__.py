"""What readers may add up: facts said in several tables, totals of a disclosure, publishers."""
