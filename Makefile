# make demo    set everything up and start Night minibus with bots in all chairs
# make test    the whole gate: checks, then every test
# make setup   what both need: .venv, the packages, the front end
# make check   the checks alone          make fix    format, and mend what can be mended
# make messages  find the words of the interface, and bring the catalogues up to them
# make bench   measure                   make clean  remove what was made (var/ stays)
# make bundle  one archive to install without a network: dist/palermo-VERSION-offline-PLATFORM.zip

PYTHON ?= python3

BIN := .venv/bin
STAMPS := .venv/stamps
MANIFEST := src/palermo/web/static/palermo/manifest.json
MODULES := frontend/node_modules/.package-lock.json
FONTS := src/palermo/report/fonts/Inter-700.ttf
CATALOGUES := $(patsubst %.po,%.mo,$(shell find src -name '*.po'))
FRONTEND := $(shell find frontend -name node_modules -prune -o -type f -print)
# The stylesheet keeps what these name.
NAMES := $(shell find src/palermo/pages src/palermo/web src/palermo/report -name '*.html' -o -name '*.py')

.PHONY: setup demo test check fix messages bench bundle clean chromium
.NOTPARALLEL:
.DELETE_ON_ERROR:

setup: $(STAMPS)/project $(MANIFEST) $(FONTS) $(CATALOGUES)

demo: setup
	$(BIN)/palermo demo

test: setup check chromium
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	scripts/with-node frontend/node_modules/.bin/tsc --project frontend

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(STAMPS)/project
	$(BIN)/python scripts/messages.py

bench: setup
	$(BIN)/palermo bench

bundle: setup
	$(BIN)/python scripts/bundle.py

clean:
	rm -rf .venv frontend/node_modules $(dir $(MANIFEST)) $(dir $(FONTS)) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -prune -exec rm -rf {} +

chromium: setup
	$(BIN)/python tests/browser/chromium.py

$(STAMPS)/venv:
	scripts/venv $(PYTHON)
	mkdir -p $(STAMPS)
	touch $@

$(STAMPS)/packages: $(STAMPS)/venv requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	touch $@

$(STAMPS)/project: $(STAMPS)/packages pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(MODULES): $(STAMPS)/packages frontend/package-lock.json
	cd frontend && ../scripts/with-node npm ci --ignore-scripts
	touch $@

$(MANIFEST): $(MODULES) $(FRONTEND) $(NAMES)
	cd frontend && ../scripts/with-node node build.mjs

$(FONTS): $(MODULES) scripts/fonts.py
	$(BIN)/python scripts/fonts.py

%.mo: %.po
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
