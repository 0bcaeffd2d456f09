# Bare `make` lists what there is to do. HOST, PORT and the settings of README.md come from the environment.

.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export PORT ?= 8000

.PHONY: help run dev test unit postgres browser lint format bench-floor bench-convert bench-firewall bench-suggest bench-search bench-links bench-precedents figures soak venv venv-dev clean

help: ## list these targets
	@echo "Casebook. What make can do:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '%-20s %s\n' "$$name" "$$what"; done

run: venv ## start the site and its worker on http://localhost:8000 (PORT=... for another port)
	@$(PYTHON) manage.py serve

dev: venv-dev ## the same for work on the code: DEBUG on, reloads when a file changes
	@DEBUG=on $(PYTHON) manage.py serve --reload

test: venv-dev ## run every test: unit tests on SQLite and on PostgreSQL, beside them browser tests
	@$(PYTHON) -m tests.everything

unit: venv-dev ## run the unit tests on SQLite only
	@$(PYTHON) -m pytest tests/unit -n 2

postgres: venv-dev ## run the same unit tests on a real PostgreSQL only
	@CASEBOOK_TEST_DATABASE=postgres $(PYTHON) -m pytest tests/unit tests/postgres -n 2

browser: venv-dev ## run the browser tests only
	@$(PYTHON) -m tests.everything --only browser

lint: venv-dev ## style, types, missing migrations and message catalogues
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@$(PYTHON) -m pytest -q tests/unit/kb/language -k catalogue

format: venv-dev ## put the code into its standard form
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

bench-floor: venv-dev ## processor time of a bare view with one query, the yardstick of all such figures
	@$(PYTHON) -m tests.benchmarks.floor

bench-convert: venv-dev ## how right conversion between the scripts is, and what it costs (TEXT=news.txt)
	@DJANGO_SETTINGS_MODULE=tests.settings TEXT="$(TEXT)" $(PYTHON) -W ignore -m tests.benchmarks.conversion

bench-firewall: venv-dev ## processor time of checking a statement, in floors
	@DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -W ignore -m tests.benchmarks.firewall

bench-search: venv-dev ## how well search finds, against its floors, and what it costs (SIZES="2000 20000")
	@$(PYTHON) -m tests.benchmarks.search

bench-suggest: venv-dev ## processor time of suggestions among 30,000 names, on both databases
	@$(PYTHON) -m tests.benchmarks.suggestions

bench-links: venv-dev ## processor time of what follows links, as a made-up world grows (SIZES="500 5000")
	@$(PYTHON) -m tests.benchmarks.links

bench-precedents: venv-dev ## how well precedents are ranked, beside plain search (SHOW=work, DATABASE=sqlite)
	@$(PYTHON) -m tests.benchmarks.precedents

figures: venv-dev ## hits of ten searches, queries and processor time of each kind of page, on both databases
	@$(PYTHON) -m tests.benchmarks.figures

soak: venv-dev ## the long figures on both databases (ONLY=interleavings DATABASE=sqlite TIMES=20 SEED=7)
	@ONLY=$(ONLY) DATABASE=$(DATABASE) TIMES=$(TIMES) SEED=$(SEED) SECONDS=$(SECONDS) $(PYTHON) -m tests.soak

venv: # .venv holds what the site needs
	@sh config/venv.sh requirements.txt

venv-dev: # .venv holds what tests and checks need as well
	@sh config/venv.sh requirements.txt requirements-dev.txt

clean: ## remove the environment and caches, never var/ (the data)
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results htmlcov .coverage
