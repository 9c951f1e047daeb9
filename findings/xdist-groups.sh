#!/usr/bin/env bash
# Tests marked with one xdist_group run on one worker under `--dist loadgroup`, so that they share what is slow to make. With
# pytest 9.2 the mark is without effect and nothing says so: pytest-xdist 3.8 writes the group into a private field of the item
# (`_nodeid`), which that pytest no longer reads. Suites stay green and make every shared fixture once a worker.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
cd "$work"
cat > test_group.py <<'PY'
import time

import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(6))
def test_step(number):
    time.sleep(0.2)
PY
workers() { # of the tests of the one group, with a version of pytest
    venv/bin/pip install --quiet --disable-pip-version-check pytest=="$1" pytest-xdist==3.8.0 2> /dev/null
    venv/bin/python -m pytest -v -n 2 --dist loadgroup -p no:cacheprovider test_group.py 2>&1 |
        sed -n 's/^\[\(gw[0-9]*\)\].*PASSED.*/\1/p' | sort -u | wc -l
}
before=$(workers 9.1.1)
now=$(workers 9.2.0)
echo "pytest-xdist 3.8.0: six tests of one group run on $before worker with pytest 9.1.1, on $now with 9.2.0"
if [ "$before" != 1 ] || [ "$now" != 2 ]; then
    echo "the behaviour changed"
    exit 1
fi
