"""How a release is made: in a folder of its own, and its parts side by side."""
