# Two commands: `make demo` and `make test`. They need python3, python3-venv and make; the rest they fetch themselves.
SHELL := /bin/sh
PYTHON ?= python3
UV := .tools/bin/uv
BIN := .venv/bin
STAMPS := .venv/.stamps
NODE := sh tools/node.sh
CARNET := src/vigie/collection/static/collection/carnet
CARNET_SOURCES := $(shell find fieldapp/src fieldapp/public fieldapp/packing -type f 2>/dev/null) $(wildcard fieldapp/*.json fieldapp/*.ts fieldapp/index.html) \
  src/vigie/kernel/data/words_fr.txt
PACK_SOURCES := $(shell find src/vigie/collection/pack -type f -not -name '*.pyc' 2>/dev/null) fieldapp/tests/forms.py
export UV_PYTHON_DOWNLOADS := never
export UV_NO_CONFIG := 1
# houses start by the dozen: what Python has compiled is kept, whatever the machine is set to
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help requirements install demo carnet test check check-sqlite check-postgres lint types contracts migrations system benchmarks clean
.PHONY: carnet-lint carnet-types carnet-test

help:
	@echo "make demo    installe, charge la démonstration et sert sur http://127.0.0.1:8000 / installs, loads the demonstration, serves"
	@echo "make carnet  construit l'application du téléphone / builds the phone app"
	@echo "make test    les tests (moins de 5 minutes) / the tests (under 5 minutes)"
	@echo "make check   tout, sur SQLite et PostgreSQL, rien de sauté / everything, on SQLite and PostgreSQL, nothing skipped"

$(UV):
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Il manque python3-venv : « apt install python3-venv », puis recommencez."; \
	  echo "python3-venv is missing: 'apt install python3-venv', then try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Il faut Python 3.11 ou plus récent. / Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt

$(BIN)/python: | $(UV)
	@$(UV) venv --quiet --python $(PYTHON) .venv
	@mkdir -p $(STAMPS)

$(STAMPS)/base: requirements/base.txt requirements/postgres.txt pyproject.toml | $(BIN)/python
	@mkdir -p $(STAMPS)
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/base.txt -r requirements/postgres.txt -r requirements/build.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/base
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: catalogues
catalogues: $(STAMPS)/base
	@$(BIN)/python -m vigie.config.catalogues

install: $(STAMPS)/base catalogues

# --- the phone app --------------------------------------------------------------------------------------------------
# where there is neither Node nor a network, the house runs and its Python is tested; `make check` asks for everything
demo test: NODE += --if-possible

carnet: $(CARNET)/sw.js

$(CARNET)/sw.js: $(CARNET_SOURCES) | $(UV)
	@$(NODE) npm run --silent build -- --logLevel warn

fieldapp/forms/.made: $(PACK_SOURCES) | $(STAMPS)/base
	@$(BIN)/python fieldapp/tests/forms.py fieldapp/forms
	@touch $@

carnet-lint: | $(UV)
	@$(NODE) npm run --silent lint

carnet-types: | $(UV)
	@$(NODE) npm run --silent types

carnet-test: fieldapp/forms/.made | $(UV)
	@$(NODE) npm run --silent test

# --- the two commands -----------------------------------------------------------------------------------------------
demo: $(STAMPS)/base catalogues carnet
	@$(BIN)/vigie demo

test: $(STAMPS)/dev catalogues carnet carnet-test
	@$(BIN)/pytest -q -m "not slow and not matrix and not browser" -n 2 --dist loadscope

# --- everything -----------------------------------------------------------------------------------------------------
check: system lint carnet-lint contracts types carnet-types migrations carnet-test check-sqlite check-postgres

lint: $(STAMPS)/dev
	@$(BIN)/ruff format --check src tests benchmarks tools fieldapp/tests
	@$(BIN)/ruff check src tests benchmarks tools fieldapp/tests

contracts: $(STAMPS)/dev
	@$(BIN)/lint-imports

types: $(STAMPS)/dev
	@$(BIN)/mypy

migrations: $(STAMPS)/base
	@$(BIN)/python tools/check_migrations.py

check-sqlite: $(STAMPS)/dev catalogues carnet
	@VIGIE_REQUIRE_ALL=1 $(BIN)/pytest -q -n 2 --dist loadscope

check-postgres: $(STAMPS)/dev catalogues carnet
	@VIGIE_REQUIRE_ALL=1 $(BIN)/python tools/with_postgres.py $(BIN)/pytest -q -m "tables and not browser and not slow" -n 2 --dist loadscope

system:
	@sh tools/system.sh

benchmarks: $(STAMPS)/dev catalogues carnet
	@for script in benchmarks/*.py; do $(BIN)/python $$script; done

requirements: $(UV)
	@for name in uv node build base postgres dev; do \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    requirements/$$name.in -o requirements/$$name.txt; done

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis fieldapp/node_modules fieldapp/forms $(CARNET)
