# `make help` lists the targets. `make run` installs what the program runs on and does the whole job on the sample site;
# `make test` installs the developers' tools as well and runs every test. Neither changes anything outside this folder.
# A machine needs Python 3.11 or newer, make and a package index; uv is brought into .venv here.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
# Two more than there are cores: many tests wait for a server, a kill or a process of their own. With one more, two cores were
# idle for a quarter of the time.
TEST_WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 2)")
# What a change in the domain code may break first.
DOMAIN := archive checks contracts corrections crawl facts interpret lake quarantine readers reference sources
INSTALLED := .venv/.installed
READY := .venv/.ready
# uv trusts the certificates of the machine, as pip does: a proxy or a mirror of the package index may have its own.
export UV_SYSTEM_CERTS := 1
# Bytecode is kept, whatever the shell says: without it each of the many processes of a run compiles 800 modules for itself.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: docs help query-engine install setup run test every-test test-fast system-packages lint lock soak scale sbom clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-16s %s\n", $$1, $$2 }'

install: $(INSTALLED) ## .venv with what the program runs on (requirements.lock)

setup: $(READY) ## .venv with the tools of developers and CI as well (requirements-dev.lock)

$(INSTALLED): requirements.lock pyproject.toml
	$(call install_from,requirements.lock)
	@touch $(INSTALLED)

$(READY): requirements-dev.lock pyproject.toml
	$(call install_from,requirements-dev.lock)
	@touch $(INSTALLED) $(READY)

define install_from
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@rm -f $(READY)
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes $(1)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src flows tests
endef

run: install ## the whole job on the bundled sample site, offline
	@$(BIN)/python -m budgetflow.sample.run

# Style and types take half a minute of one core, in which the tests need not wait.
test: setup ## every test; one whose program or documents are missing is skipped, and says so
	@$(MAKE) --no-print-directory --jobs=2 lint every-test

every-test: setup
	@$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadgroup --no-loadscope-reorder

# These wait for nothing, so a worker a core.
test-fast: setup ## the tests of reading, understanding and checking that need no server, no other program and no real documents
	@$(BIN)/python -m pytest -n logical --dist loadgroup --no-loadscope-reorder -m "not slow and not corpus" $(DOMAIN:%=tests/%)

# LibreOffice (doc, wps), bsdtar (compressed RAR), Chromium (the catalogue's tests), R (the example of a release in R), PostgreSQL (Prefect's
# database) and a Chinese font: Debian's, as root.
system-packages: ## installs the programs that some tests use, with apt-get as root: changes the machine
	@bash deploy/system-packages.sh

# Pages for reading in a browser, links checked; any web server serves the folder.
docs: setup ## the documentation as a site, build/docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

# DuckDB-WASM and the Arrow library it needs, from the npm registry, each with its hash (35 MB); `budgetflow site build
# --query-engine query-engine` puts them into a catalogue, whose queries then run in the reader's browser.
query-engine: ## fetches what runs queries in the browser into query-engine/, with npm
	@bash deploy/query-engine.sh query-engine

lint: setup ## style, types, licences and known flaws of the packages
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python deploy/audit.py

# Versions stay as they are unless a requirement asks for others; `make lock UPGRADE=--upgrade` takes the newest.
COMPILE = $(BIN)/uv pip compile pyproject.toml --all-extras --universal --generate-hashes --no-emit-index-url --no-header --quiet $(UPGRADE)
lock: setup ## writes both lock files from pyproject.toml
	@$(COMPILE) --group build --output-file requirements.lock
	@$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

# A hundred kills at random moments instead of eight; benchmarks/results/soak.txt has the last result.
soak: setup ## a hundred kills at random moments: half an hour
	@mkdir -p benchmarks/results
	@(date -u "+%Y-%m-%d, 100 kills"; SOAK_KILLS=100 $(BIN)/python -m pytest tests/faults --durations=20) 2>&1 | tee benchmarks/results/soak.txt

# 100,000 generated documents and a quiet night over 3,215 sources: hours. `python benchmarks/scale.py` is a small one.
scale: setup ## 100,000 generated documents: hours
	@$(BIN)/python benchmarks/scale.py --documents 100000 --sources 3215 --out benchmarks/results/scale-100000.json

# What the program runs on: packages, versions, licences and hashes, as CycloneDX.
sbom: setup ## the bill of materials, sbom.json
	@$(BIN)/python deploy/sbom.py > sbom.json

clean: ## removes .venv and what tools left behind
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
