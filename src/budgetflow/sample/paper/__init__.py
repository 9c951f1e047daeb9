"""What a bureau would print of its facts: tables, prose, and the truth to be found in them."""
