"""`python -m budgetflow.sample.run`, which `make run` calls: the whole job on the sample site."""

import sys

from budgetflow.extras import run_module

if __name__ == "__main__":
    sys.exit(run_module("budgetflow.sample.night", "sample"))
