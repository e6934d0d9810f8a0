# The two commands: `make demo` and `make test`. Both work from a fresh clone and, after the first
# time, without a network. The rest serves whoever works on the project.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python site/manage.py
PORT ?= 8000
# Tests of one file stay together: they share what is dear to set up.
WORKERS ?= --numprocesses 2 --dist loadfile --no-loadscope-reorder
# A test with a browser waits for much of its time, in which a third one can work.
BROWSER_WORKERS ?= --numprocesses 3 --dist loadfile --no-loadscope-reorder

# Compiled modules are kept: several processes of the tests begin with the same ones.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test checked lint types unit tools requirements messages openapi examples screenshots bench bench-full lighthouse audit clean

help:
	@echo "make demo   set up and serve a demo site on http://127.0.0.1:$(PORT)/"
	@echo "make test   run everything that CI checks"

# -- Set-up ----------------------------------------------------------------------

$(VENV)/.site: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.site

# -- The demo --------------------------------------------------------------------

demo: export DJANGO_SETTINGS_MODULE = config.settings.demo
demo: export PORT := $(PORT)
demo: $(VENV)/.site
	$(BIN)/python catalogues.py compile
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) collectstatic --no-input --verbosity 0
	$(MANAGE) load_demo
	exec $(BIN)/gunicorn --config site/config/demo_server.py config.wsgi

# -- Tests -----------------------------------------------------------------------

test: checked tools unit
	@tests/tools.sh missing

# The two share nothing, and neither fills two processors.
checked: $(VENV)/.dev
	@$(MAKE) --no-print-directory -j2 lint types

# In one process: setting up Django takes longer than either command.
define DJANGO_AGREES
import django
from django.core.management import call_command
django.setup()
call_command("check", fail_level="WARNING")
call_command("makemigrations", "--check", "--dry-run")
endef

lint: export DJANGO_AGREES := $(DJANGO_AGREES)
lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=site:. $(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint --quiet templates consultations discussion_pages timeline_blocks
	PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python -c "$$DJANGO_AGREES"

types: $(VENV)/.dev
	$(BIN)/mypy

tools:
	@tests/tools.sh install

unit: $(VENV)/.dev
	$(BIN)/python catalogues.py compile
	$(BIN)/pytest --ignore tests/browser $(WORKERS)
	$(BIN)/pytest tests/browser $(BROWSER_WORKERS)

# -- For whoever works on the project -----------------------------------------------

# Needs uv (https://docs.astral.sh/uv/).
requirements:
	uv pip compile -q pyproject.toml --extra site --python-version 3.11 \
	  --custom-compile-command "make requirements" -o requirements.txt
	uv pip compile -q pyproject.toml --extra site --extra dev -c requirements.txt \
	  --python-version 3.11 \
	  --custom-compile-command "make requirements" -o requirements-dev.txt

# After a change of words: bring every catalogue up to date, then translate what is new.
messages: $(VENV)/.dev
	$(BIN)/python catalogues.py update

# After a change of what the API answers: run its examples, and write down what came.
examples: $(VENV)/.dev
	RENEW_EXAMPLES=1 $(BIN)/pytest tests/site/test_participation_examples.py

# After a change of the participation API: renew its OpenAPI document and the Python client.
openapi: $(VENV)/.dev
	PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python clients/python/generate.py

# Needs the network: asks a public list of known weaknesses about every pinned package.
audit: $(VENV)/.dev
	$(BIN)/pip-audit --requirement requirements.txt --no-deps --disable-pip --strict --progress-spinner off

screenshots: $(VENV)/.dev
	$(BIN)/python docs/screenshots.py

# What each page, call and post costs (docs/how-to/benchmark.md): in less than ten minutes, or whole.
bench: $(VENV)/.dev
	$(BIN)/python catalogues.py compile
	$(BIN)/python -m benchmarks run --size $(if $(filter full,$(BENCH)),full,short)

bench-full:
	$(MAKE) bench BENCH=full

# How Lighthouse sees the demo on a telephone. Needs Node and Chromium.
lighthouse: $(VENV)/.dev benchmarks/lighthouse/node_modules/.package-lock.json
	$(BIN)/python catalogues.py compile
	$(BIN)/python -m benchmarks lighthouse

benchmarks/lighthouse/node_modules/.package-lock.json: benchmarks/lighthouse/package-lock.json
	cd benchmarks/lighthouse && npm ci --ignore-scripts
	touch $@

clean:
	rm -rf var build dist *.egg-info .mypy_cache .ruff_cache
