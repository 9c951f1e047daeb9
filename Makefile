# Two commands matter to a newcomer: `make run` and `make test`. Both call `make setup` first.
# A machine needs Python 3.11 or newer, make and a package index; uv is brought into .venv here.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
STAMP := .venv/.ready
# uv trusts the certificates of the machine, as pip does: a proxy or a mirror of the package index may have its own.
export UV_SYSTEM_CERTS := 1

.PHONY: setup run test system lint lock clean soak scale sbom

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run: setup
	@$(BIN)/python -m budgetflow.sample.run

test: setup system lint
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

# LibreOffice (doc, wps), bsdtar (compressed RAR), Chromium (the catalogue's tests), R (the example of a release in R), PostgreSQL (Prefect's
# database) and a Chinese font, from Debian's packages where we are root; the tests that need a missing one skip and say so.
system:
	@bash deploy/system-packages.sh

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python deploy/audit.py

lock:
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes --no-emit-index-url --no-header --quiet --upgrade --output-file requirements.lock

# A hundred kills at random moments instead of eight; benchmarks/results/soak.txt has the last result.
soak: setup
	@mkdir -p benchmarks/results
	@(date -u "+%Y-%m-%d, 100 kills"; BUDGETFLOW_SOAK_KILLS=100 $(BIN)/python -m pytest tests/faults --durations=20) 2>&1 | tee benchmarks/results/soak.txt

# 100,000 generated documents and a quiet night over 3,215 sources: hours. `python benchmarks/scale.py` is a small one.
scale: setup
	@$(BIN)/python benchmarks/scale.py --documents 100000 --sources 3215 --out benchmarks/results/scale-100000.json

# What the program runs on: packages, versions, licences and hashes, as CycloneDX.
sbom: setup
	@$(BIN)/python deploy/sbom.py > sbom.json

clean:
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
