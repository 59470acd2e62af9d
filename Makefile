# make run     open the reader           make check   everything the build checks
# make test    run all tests             make hub     serve a pretend Hub on loopback to try the reader against
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check hub pins clean

run: $(VENV)/run.stamp
	@$(BIN)/paperreader $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests
	$(BIN)/lint-imports
	$(MAKE) test

hub: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.hub --live $(ARGS)

# The pins are the newest versions that fit pyproject.toml; no index address is written.
pins: $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --upgrade --upgrade-strategy eager --editable . --group dev
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean:
	rm -rf $(VENV)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt pip

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@
