# Two commands: `make brief` runs the main job on the example reports, `make test` passes the tests.
# Both set everything up first, in .venv in this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: brief test check slow lock clean train bench help
.DEFAULT_GOAL := help

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed; say PYTHON=python3.11 make ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

brief: $(VENV)/.ready  ## set up, then brief the example reports (also as brief.html)
	@$(BIN)/pourparler brief examples/ukraine-2026 --process examples/ukraine-2026/process.yaml --db :memory: --html brief.html; \
	status=$$?; if [ $$status -gt 1 ]; then exit $$status; fi; echo; echo "The same brief, with every passage one click away: brief.html"

test: $(VENV)/.ready  ## set up, then run the everyday tests
	$(BIN)/python -m pytest

check: $(VENV)/.ready  ## style, types and the architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config importlinter.ini

slow: $(VENV)/.ready  ## the tests that continuous integration runs besides
	$(BIN)/python -m pytest -m slow

bench: $(VENV)/.ready  ## medians of what has to be fast
	$(BIN)/python benchmarks/start.py

train:  ## make the reading model anew (see training/README.md)
	$(MAKE) -C training all

lock:  ## renew requirements.lock
	uv pip compile pyproject.toml --all-extras --group dev --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --custom-compile-command "make lock" -o requirements.lock

clean:  ## remove what was built
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
