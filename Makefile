# Everything runs in .venv, which the first target makes by itself (see tools/install). PYTHON=... picks another Python.

PY := .venv/bin/python
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint check bench storm quality messages lock lock-check clean run-env dev-env
.NOTPARALLEL:

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: run-env ## a digest, a chat and a briefing from the bundled edition; needs no token and no key
	@$(PY) -m bot demo $(ARGS)

test: dev-env ## all tests, with coverage (ARGS="-k words" for some, without)
	@$(if $(ARGS),$(PY) -m pytest $(ARGS),$(PY) -m pytest -n auto --dist loadfile --cov --cov-report=term:skip-covered)

lint: dev-env lock-check ## formatting, ruff, mypy --strict, import-linter, locks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint test ## lint and test: what a change must pass

bench: dev-env ## speed and memory beside peers, in one run
	@$(PY) -m tests.bench $(ARGS)

storm: dev-env ## workers killed by the dozen, 10,000 briefings at once, a year (ARGS="kills --small" for a part, or little)
	@$(PY) -m tests.storm $(ARGS)

quality: dev-env ## every quality measure beside its peers, into docs/quality.md; ARGS="topics kinds" for some
	@$(PY) -m tests.quality $(ARGS)

messages: dev-env ## bring the catalogues of other languages up to date (ARGS="CODE" begins one)
	@$(PY) tools/messages.py $(ARGS)

lock-check: dev-env ## are both locks in step with pyproject.toml?
	@$(PY) tools/check_locks.py

lock: dev-env ## write both locks anew (asks the package registry); ARGS="--upgrade" takes newer versions
	$(BIN)/uv pip compile pyproject.toml --extra postgres --universal --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --python-version 3.11 --quiet $(ARGS) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra postgres --universal --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --python-version 3.11 --quiet $(ARGS) -c requirements.lock -o requirements-dev.lock
	@$(PY) tools/check_locks.py

clean: ## remove .venv and everything that is made
	rm -rf .venv build dist htmlcov demo-output .coverage .coverage.* .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info

run-env:
	@tools/install run

dev-env:
	@tools/install dev
