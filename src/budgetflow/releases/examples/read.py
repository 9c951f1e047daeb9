"""Who spends how much on what: function classes by publisher, from the folder of a release.

python examples/read.py

`functions` has one row a disclosure and class, so adding up is safe; codes are read as text and
money as Decimal.
"""

from decimal import Decimal
from pathlib import Path

import pandas as pd

release = Path(__file__).resolve().parent.parent
functions = pd.read_csv(release / "csv" / "functions.csv.gz", dtype=str)
disclosures = pd.read_csv(release / "csv" / "disclosures.csv.gz", dtype=str)

functions["yuan"] = functions["expenditure_yuan"].fillna(functions["general_budget_yuan"])
spent = functions.dropna(subset=["yuan"]).merge(
    disclosures[["disclosure_id", "publisher"]], on="disclosure_id"
)
spent["yuan"] = spent["yuan"].map(Decimal)
table = spent.sort_values("yuan", ascending=False)
print(table[["publisher", "fiscal_year", "function_code", "yuan"]].head(20).to_string(index=False))
