# make demo      install, and read the sample contracts that are shipped
# make test      what every change must pass: format, lint, types, layers, docs, tests
# make test-all  the same with the slow tests
# make fuzz      two thousand mutants of the samples, a quarter of an hour or two
# make docs      make the docs' tables again from the types and the commands
# make format    put the code in its format
# make clean     remove what make made
# PYTHON=... names the Python to use (3.11 or newer); PYTEST_ARGS=... goes to pytest.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
MADE := $(VENV)/made
PYTEST_ARGS ?=

.DEFAULT_GOAL := demo
.PHONY: demo test test-all fuzz lint docs format venv clean

demo: $(MADE)
	$(BIN)/contrats demo --out demo-records

test: lint
	$(BIN)/python -m pytest -n auto -m "not slow" $(PYTEST_ARGS)

test-all: lint
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

fuzz: $(MADE)
	PYTHONPATH=tests $(BIN)/python -m fuzzing --count 2000

lint: $(MADE)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/build_docs.py --check

docs: $(MADE)
	$(BIN)/python tools/build_docs.py

format: $(MADE)
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

venv: $(MADE)

# The environment is made anew when what it holds is to change.
$(MADE): pyproject.toml constraints.txt
	@python=; for p in $(PYTHON) python3.11 python3 python3.13 python3.12 python; do \
	  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$p; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "make: no Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$python (a minute or two)"; \
	$$python -m venv --clear $(VENV)
	$(PIP) setuptools
	$(PIP) --no-build-isolation --editable ".[dev]"
	@touch $(MADE)

clean:
	rm -rf $(VENV) build dist *.egg-info demo-records .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache
