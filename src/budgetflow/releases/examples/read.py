"""Who plans to spend how much on receptions: from the folder of a release, with pandas.

python examples/read.py
"""

from pathlib import Path

import pandas as pd

release = Path(__file__).resolve().parent.parent
amounts = pd.read_csv(release / "csv" / "amounts.csv.gz", dtype=str)
disclosures = pd.read_csv(release / "csv" / "disclosures.csv.gz", dtype=str)

totals = amounts[
    (amounts["table_code"] == "general_budget_expenditure") & (amounts["measure"] == "total")
]
totals = totals.merge(disclosures[["disclosure_id", "publisher"]], on="disclosure_id")
totals["amount_yuan"] = totals["amount_yuan"].astype(
    float
)  # for a quick look; Parquet keeps the exact decimals
print(
    totals.groupby("publisher")["amount_yuan"]
    .max()
    .sort_values(ascending=False)
    .head(20)
    .to_string()
)
