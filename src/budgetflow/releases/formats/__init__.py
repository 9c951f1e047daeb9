"""Files of a release: Parquet, CSV, wide tables, workbooks."""
