# Everything is set up in .venv by the first target that needs it; it takes Python 3.11 or later with pip, and no more.

TEAM ?= bradford
OPTIONS ?=
SLOW ?=
PART ?=
UV ?= uv
# The first Python with pip in any folder of the PATH, but not the one in .venv, which comes first where it is activated.
ifndef PYTHON
PYTHON := $(shell IFS=:; for folder in $$PATH; do for name in python3 python3.11 python3.12 python3.13 python3.14; do \
	[ "$$folder" = "$(CURDIR)/.venv/bin" ] || [ ! -x "$$folder/$$name" ] || \
	! "$$folder/$$name" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || \
	{ echo "$$folder/$$name"; exit; }; done; done)
endif

# Packages are compiled as they are first imported, which takes half the time of compiling all of them.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PIP := "$(PYTHON)" -m pip --python $(BIN)/python --disable-pip-version-check -qq install --no-compile
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --group build $(UPGRADE) pyproject.toml

# The notebooks are committed as run on the figures in data/ alone, whatever else has been added to them.
NO_DATA := YOTLIB_DATA="$(CURDIR)/build/no-data"

# An activated environment is not the one that is used here.
unexport VIRTUAL_ENV PYTHONHOME

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help report batch test test-all lint types tests check-notebooks coverage mutants notebooks example docs lab lock clean

help: ## say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "  %-22s %s\n", $$1, $$2 }'

report: .venv/.run ## make one team's pack: make report TEAM=bradford
	@$(BIN)/yot report $(TEAM)

batch: .venv/.run ## make a pack for every team: make batch OPTIONS="--workers 2"
	@$(BIN)/yot batch $(OPTIONS)

test: lint types tests check-notebooks ## check everything, with a seeded part of the slow tests

test-all: SLOW := --all
test-all: test ## the same with every slow test

lint: .venv/.dev ## style and slips, in code and notebooks
	@echo "== ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/.dev ## types
	@echo "== mypy"
	@$(BIN)/mypy

tests: .venv/.dev ## the tests alone
	@echo "== pytest"
	@$(BIN)/pytest --numprocesses auto --dist loadfile --durations 20 --durations-min 5 $(SLOW)

check-notebooks: .venv/.dev ## run the notebooks again and compare what they print with what is committed
	@echo "== notebooks"
	@$(NO_DATA) $(BIN)/pytest --nbval --nbval-current-env --nbval-sanitize-with tests/nbval.cfg notebooks

coverage: .venv/.dev ## which lines the tests reach, in forked processes too: below 96% it fails
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --numprocesses auto --dist loadfile $(SLOW)
	@$(BIN)/coverage combine --quiet || test -f .coverage # what a killed process left cannot be read
	@$(BIN)/coverage report

mutants: .venv/.dev ## how many small changes of the code the tests notice: make mutants PART="*7" for a tenth
	@$(BIN)/mutmut run $(PART)
	@$(BIN)/python -m tests.mutants

notebooks: .venv/.dev ## run every notebook in place, to be committed as run
	@$(NO_DATA) $(BIN)/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

example: .venv/.dev ## build Bradford's pack and write docs/example anew, to be committed
	@$(NO_DATA) $(BIN)/yot report bradford --out build/example
	@$(BIN)/python -m tests.example build/example/bradford docs/example

docs: .venv/.dev ## write the reference of the library as HTML, into build/docs
	@$(NO_DATA) $(BIN)/python -m tests.reference_pages build/docs

lab: .venv/.run ## open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks

lock: ## write both lock files anew: make lock UPGRADE=--upgrade takes newer versions
	$(COMPILE) --extra lab --extra dev --output-file requirements-dev.lock
	$(COMPILE) --extra lab --constraint requirements-dev.lock --output-file requirements.lock
	@for lock in requirements requirements-dev; do \
		{ echo "# $$lock.lock: every package at one version with its hashes, written by \`make lock\`"; cat $$lock.lock; } \
			> $$lock.tmp && mv $$lock.tmp $$lock.lock || exit 1; done

clean: ## remove .venv, caches and what was built
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage* mutants build dist
	find yotlib tests notebooks '(' -name __pycache__ -o -name .ipynb_checkpoints ')' -prune -exec rm -rf {} +

# A stamp is written last, once what it stands for has been seen to work.
define NEEDS_PYTHON
@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with pip found: install one, or say make PYTHON=its-path." >&2; exit 1; }
endef

.venv/.made:
	$(NEEDS_PYTHON)
	@echo "Setting up .venv ..."
	@"$(PYTHON)" -m venv --clear --without-pip .venv
	@touch $@

.venv/.run: .venv/.made requirements.lock pyproject.toml
	$(NEEDS_PYTHON)
	@echo "Installing what a run needs ..."
	@$(PIP) --no-deps --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/yot --version >/dev/null
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(NEEDS_PYTHON)
	@echo "Installing what the tests need ..."
	@$(PIP) --no-deps --require-hashes --requirement requirements-dev.lock
	@$(BIN)/pytest --version >/dev/null
	@touch $@
