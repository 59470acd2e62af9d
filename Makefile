# make run     open the reader           make check   everything the build checks
# make test    run all tests             make hub     serve a pretend Hub on loopback to try the reader against
# make gallery draw every screen and state, as one page of pictures
# make bench   measure beside others     make picture draw the pictures of README and docs
# make bench-more  measure what grows, and how good answers are
# make docs    make the tables in docs/ from the code
# make pins    pin what is needed        make audit   ask whether anything pinned is vulnerable
# make dist    build a release           make sbom    what a release is made of
# make clean   remove the environment
# make soak    damage, killed writers and readers, hostile terminals, texts and networks, at length (an hour)
# make fuzz    look for inputs that break anything (SECONDS=60), with atheris
# make agreement  queries in memory against the archive, at length (minutes)
# make newer   the tests that start the program, and those of the stores and services, on every newer Python that is here
PYTHON ?= python3
SECONDS ?= 60
VENV ?= .venv
BIN := $(VENV)/bin
BY_HASH := --quiet --require-hashes --requirement
PIN := $(if $(PIP_INDEX_URL),UV_DEFAULT_INDEX=$(PIP_INDEX_URL)) $(VENV)/pins/bin/uv pip compile --quiet --universal \
  --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: run test check hub bench bench-report bench-more docs picture gallery pins audit sbom dist clean soak fuzz agreement newer
# Tests start the program hundreds of times: without byte code each start would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

run: $(VENV)/run.stamp
	@$(BIN)/paperreader $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests supply
	$(BIN)/lint-imports
	$(MAKE) test
	$(MAKE) fuzz ARGS="--if-possible --seed 1"

hub: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.hub --live $(ARGS)

# The table of docs/performance.md, beside peers that are installed or told to be absent; ARGS=--list names its rows.
bench: $(VENV)/dev.stamp $(VENV)/bench.stamp
	@$(BIN)/python -m benchmarks $(ARGS)

# What was measured with ARGS="--json benchmarks/measured.json", as table and curves of docs/performance.md.
bench-report: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.report

# What the table does not judge: how good answers are, what searching, bookmarks and long texts cost by their number.
bench-more: $(VENV)/dev.stamp
	$(BIN)/python -m compileall -q $(VENV)/lib src
	for module in long_listing bookmarks keeping choosing search searching own_words nearness tex reading; do \
	  $(BIN)/python -m benchmarks.$$module || exit 1; \
	done

# Every case of the tables of which `make test` tries a few, and properties with more examples; what the tests of damage,
# of killed writers and readers, of what terminals send and of hostile texts do, at length; eight hours of refreshing with faults,
# by a clock that is set, its seed printed; and what the worst answers and the worst texts cost, with the bounds they must keep to.
soak: $(VENV)/dev.stamp
	PAPERREADER_ALL=1 PAPERREADER_CASES=300 $(BIN)/python -m pytest -n auto --hypothesis-profile=soak $(ARGS)
	PAPERREADER_KILLS=500 PAPERREADER_MUTATIONS=20000 $(BIN)/python -m pytest -n auto tests/store $(ARGS)
	PAPERREADER_KILLS=50 $(BIN)/python -m pytest -n auto tests/terminal/test_ending.py $(ARGS)
	PAPERREADER_STRINGS=2000 $(BIN)/python -m pytest tests/terminal/test_bytes.py $(ARGS)
	PAPERREADER_CASES=100000 $(BIN)/python -m pytest -n auto tests/ui/terminal/test_terminal_bytes.py $(ARGS)
	PAPERREADER_HOSTILE=10000 $(BIN)/python -m pytest -n auto tests/terminal/test_hostile_texts.py $(ARGS)
	PAPERREADER_SOAK_MINUTES=480 PAPERREADER_SEED=$${PAPERREADER_SEED:-$$(date +%s)} \
		$(BIN)/python -m pytest -s tests/services/test_soak.py $(ARGS)
	$(BIN)/python -m benchmarks.faults
	$(BIN)/python -m benchmarks.hostile_texts

# That a query means the same in memory and in the archive, ten thousand times.
agreement: $(VENV)/dev.stamp
	PAPERREADER_CASES=10000 $(BIN)/python -m pytest -n auto tests/store/archive/search/test_agreement.py $(ARGS)

# Each in an environment of its own.
newer:
	for version in 3.12 3.13 3.14; do \
	  if python=$$(.ci/find-python $$version); then \
	    $(MAKE) PYTHON="$$python" VENV="$(VENV)/$$version" test \
	      ARGS="tests/cli tests/services tests/store tests/terminal $(ARGS)" || exit 1; \
	  fi; \
	done

# Inputs that break what meets bytes from outside: every way in gets its share of SECONDS.
fuzz: $(VENV)/fuzz.stamp
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(ARGS)

# The tables of keys, settings and commands.
docs: $(VENV)/dev.stamp
	$(BIN)/python -m docs.tables

picture: $(VENV)/dev.stamp
	$(BIN)/python -m docs.picture

gallery: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.gallery $(ARGS)

# What there is of every package for every system, by its hash; no index address is written. Versions that still fit
# stay: ARGS=--upgrade renews them. The machine's index is asked, as pip knows it.
pins: $(VENV)/pins.stamp
	$(PIN) $(ARGS) pyproject.toml --all-extras --group dev --output-file supply/dev.txt
	$(PIN) $(ARGS) pyproject.toml --constraints supply/dev.txt --output-file supply/run.txt
	for group in build fuzz audit pins bench; do \
	  $(PIN) $(ARGS) --group $$group --constraints supply/dev.txt --output-file supply/$$group.txt || exit 1; \
	done

# Whether anything that is pinned is known to be vulnerable; where that can't be asked, it says so and fails.
audit: $(VENV)/audit.stamp
	@$(VENV)/audit/bin/python -m supply.audit

# What a release is made of, as CycloneDX.
sbom: $(VENV)/run.stamp
	@$(BIN)/python -m supply.bill

# A release: the wheel, the sources, and beside them what they need.
dist: $(VENV)/run.stamp
	rm -rf dist
	$(BIN)/python -m hatchling build
	$(BIN)/python -m supply.bill > dist/paperreader.cdx.json

clean:
	rm -rf $(VENV)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# Nothing is installed whose hash is not in supply/; the build is not isolated, because it would be without hashes.
$(VENV)/run.stamp: pyproject.toml supply/build.txt supply/run.txt | $(BIN)/python
	$(BIN)/python -m pip install $(BY_HASH) supply/build.txt
	$(BIN)/python -m pip install $(BY_HASH) supply/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp supply/dev.txt
	$(BIN)/python -m pip install $(BY_HASH) supply/dev.txt
	@touch $@

# There are wheels of atheris for few Pythons and systems, and to build it takes clang: without it `make fuzz` says so.
$(VENV)/fuzz.stamp: $(VENV)/dev.stamp supply/fuzz.txt
	-$(BIN)/python -m pip install --only-binary atheris $(BY_HASH) supply/fuzz.txt
	@touch $@

# Environments of their own: what these need is no business of the reader's.
$(VENV)/audit.stamp $(VENV)/pins.stamp $(VENV)/bench.stamp: $(VENV)/%.stamp: supply/%.txt | $(BIN)/python
	$(PYTHON) -m venv $(VENV)/$*
	$(VENV)/$*/bin/python -m pip install $(BY_HASH) supply/$*.txt
	@touch $@
