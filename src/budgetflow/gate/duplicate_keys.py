"""Keys that stand twice in a release, however many rows and files lie between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from budgetflow.contracts.datasets import dataset as dataset_of
from budgetflow.lake.partitions import Partition

if TYPE_CHECKING:
    import pyarrow as pa

# Datasets whose keys are compared over all years and provinces. The keys of the others are hashes
# of a disclosure's id, and a
# disclosure stands in one year and province, so comparing them within these is enough.
ROOTS = frozenset({"disclosures", "documents"})


class Keys:
    """Gathers the keys of rows as they pass, eight bytes each, and gives how many of them stand
    more than once.

    A hash of 64 bits stands for a key: among fifty million rows of one province and year, one pair
    in ten thousand such
    releases would be alike by chance. Hashes of a partition are dropped when its rows have passed.
    """

    def __init__(self) -> None:
        """Begin with no row."""
        self._hashes: list[NDArray[Any]] = []
        self._scope: Partition | None = None
        self._repeated: Counter[Partition] = Counter()

    def add(self, partition: Partition, table: pa.Table) -> None:
        """Take a batch of rows; the batches of a partition, and the partitions of a dataset, come
        one after the other.
        """
        from pandas.util import hash_pandas_object  # noqa: PLC0415  (takes long to import)

        scope = (
            Partition(partition.dataset, whole=True) if partition.dataset in ROOTS else partition
        )
        if scope != self._scope:
            self._close()
            self._scope = scope
        key = list(dataset_of(partition.dataset).key)
        if key:
            frame = table.select(key).to_pandas().astype(str)
            # pandas' hash is the same in every process, which Python's own of texts is not.
            self._hashes.append(hash_pandas_object(frame, index=False).to_numpy())

    def repeated(self) -> Mapping[Partition, int]:
        """Return, by partition (by dataset for those of ROOTS), how many rows have a key that an
        earlier row had.
        """
        self._close()
        return self._repeated

    def _close(self) -> None:
        if self._scope is not None and self._hashes:
            hashes = np.concatenate(self._hashes)
            different = np.unique(hashes)
            twice = len(hashes) - len(different)
            # A Counter that is added nothing would still list the partition.
            if twice:
                self._repeated[self._scope] += twice
        self._hashes = []
