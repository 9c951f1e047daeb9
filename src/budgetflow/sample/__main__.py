"""`python -m budgetflow.sample`: serve the sample site on loopback until interrupted."""

import sys

from budgetflow.extras import run_module

if __name__ == "__main__":
    sys.exit(run_module("budgetflow.sample.serve", "sample"))
