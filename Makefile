# make run     open the reader           make check   everything the build checks
# make test    run all tests             make hub     serve a pretend Hub on loopback to try the reader against
# make bench   measure, as ratios        make picture draw the picture of the README
# make pins    renew the pinned versions make clean   remove the environment
# make soak    damage and killed writers, at length (minutes)
# make fuzz    look for inputs that break anything (SECONDS=60), with atheris
# make agreement  queries in memory against the archive, at length (minutes)
PYTHON ?= python3
SECONDS ?= 60
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check hub bench picture pins clean soak fuzz agreement

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
	$(MAKE) fuzz ARGS=--if-possible

hub: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.hub --live $(ARGS)

bench: $(VENV)/dev.stamp
	$(BIN)/python -m compileall -q $(VENV)/lib src
	$(BIN)/python -m benchmarks.long_listing
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.bookmarks
	$(BIN)/python -m benchmarks.keeping
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.searching
	$(BIN)/python -m benchmarks.nearness
	$(BIN)/python -m benchmarks.tex

# What the tests of damage and of killed writers do, at length.
soak: $(VENV)/dev.stamp
	PAPERREADER_KILLS=500 PAPERREADER_MUTATIONS=20000 $(BIN)/python -m pytest -n auto tests/store $(ARGS)

# That a query means the same in memory and in the archive, ten thousand times.
agreement: $(VENV)/dev.stamp
	PAPERREADER_CASES=10000 $(BIN)/python -m pytest -n auto tests/store/test_agreement.py $(ARGS)

# Inputs that break what meets bytes from outside: every way in gets its share of SECONDS.
fuzz: $(VENV)/fuzz.stamp
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(ARGS)

picture: $(VENV)/dev.stamp
	$(BIN)/python -m docs.picture

# The pins are the newest versions that fit pyproject.toml; no index address is written.
pins: $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --upgrade --upgrade-strategy eager --editable . --group dev
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt
	$(BIN)/python -m pip freeze --all | grep "^pip==" >> constraints.txt

clean:
	rm -rf $(VENV)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt pip

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --build-constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@

# There are wheels of atheris for few Pythons and systems, and to build it takes clang: without it `make fuzz` says so.
$(VENV)/fuzz.stamp: $(VENV)/dev.stamp
	-$(BIN)/python -m pip install --quiet --constraint constraints.txt --only-binary atheris --group fuzz
	@touch $@
