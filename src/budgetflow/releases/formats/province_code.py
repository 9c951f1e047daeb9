"""The province of a partitioned file as text inside it, for programs that guess the type of what
its folder's name says.
"""

from __future__ import annotations

import pyarrow as pa

from budgetflow.lake.part_files import stored_schema
from budgetflow.lake.partitions import Partition

# A column of partitioned files alone. pandas, polars and Arrow guess that the folder's 00 is the
# number 0, and pandas refuses a folder whose files have a column of the folder's own name.
PROVINCE_CODE = pa.field(
    "province_code",
    pa.string(),
    metadata={
        "description": "the province of the folder, as text: 00 stays 00",
        "description_zh": "所在文件夹的省份代码（文本）",
        "type": "string",
    },
)


def released_schema(partition: Partition) -> pa.Schema:
    """Return the schema of a partition's file in a release."""
    stored = stored_schema(partition)
    if partition.whole:
        return stored
    return stored.append(PROVINCE_CODE)


def with_province_code(table: pa.Table, partition: Partition) -> pa.Table:
    """Return rows with the province of their folder in `province_code`, where they are
    partitioned; it is null where the province is not known.
    """
    if partition.whole:
        return table
    codes = pa.array([partition.province] * table.num_rows, pa.string())
    return table.append_column(PROVINCE_CODE, codes)
