#!/usr/bin/env bash
# A conftest may mark tests in `pytest_collection_modifyitems`, and `-m` sees those marks. A mark `xdist_group` set there is without
# effect under `--dist loadgroup`, and nothing says so: pytest-xdist writes the group into the test's name in the same hook, and plugins
# that were loaded later, which a conftest is, come after it. With `tryfirst=True` the group holds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.1.1 pytest-xdist==3.8.0 2> /dev/null
cd "$work"
cat > test_group.py <<'PY'
import time

import pytest


@pytest.mark.parametrize("number", range(6))
def test_step(number):
    time.sleep(0.2)
PY
workers() { # of the six tests, with a hook that is decorated like this
    cat > conftest.py <<PY
import pytest


@pytest.hookimpl($1)
def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.xdist_group("one"))
PY
    venv/bin/python -m pytest -v -n 2 --dist loadgroup -p no:cacheprovider test_group.py 2>&1 |
        sed -n 's/^\[\(gw[0-9]*\)\].*PASSED.*/\1/p' | sort -u | wc -l
}
late=$(workers "")
first=$(workers "tryfirst=True")
echo "pytest 9.1.1, pytest-xdist 3.8.0: six tests of one group run on $late workers when marked in a plain hook, on $first with tryfirst"
if [ "$late" != 2 ] || [ "$first" != 1 ]; then
    echo "the behaviour changed"
    exit 1
fi
