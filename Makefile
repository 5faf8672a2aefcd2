# Tasks of the book. Bare `make` lists them. Each is a thin call of the command `report` or of pytest.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PANGO  := $(VENV)/.pango
GET_BROWSER := (for name in chromium chromium-browser google-chrome chrome; do command -v $$name >/dev/null 2>&1 && exit 0; done; false) \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| { echo "The tests in a browser need Chromium: install your system's package 'chromium' and run this again"; false; }
DATA   ?= data

.DEFAULT_GOAL := help
.PHONY: help book pdf test check check-slow browser freeze backcast list lab lint security bandit audit lock bench clean

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(READY): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or set PYTHON=..."; exit 2; }
	@echo "Setting up $(VENV) (once, a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(PANGO): $(READY)
	@$(BIN)/python -c 'import weasyprint' >/dev/null 2>&1 \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
	       && apt-get install -y -qq libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 >/dev/null; } \
	  || echo "The PDF will not be made: it needs Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango)"
	@touch $@

book: $(PANGO) ## Build the book, HTML and PDF: _build/html/index.html (DATA=folder for other data)
	@$(BIN)/report build --data $(DATA) $(OPTIONS)

pdf: $(PANGO) ## Print the built book: _build/canadas-critical-minerals-partnerships.pdf
	@$(BIN)/report pdf --data $(DATA) $(OPTIONS)

test: $(PANGO) ## Run the tests (under 10 minutes)
	@$(GET_BROWSER) || true
	@$(BIN)/python -m pytest -n 2 -rs -m "not slow"
	@echo "Not run here: the checks of the whole book. They read what 'make book' built: make check-slow"

check: $(READY) ## Check data, notebooks and prose without building
	@$(BIN)/report check --data $(DATA)

check-slow: $(READY) browser ## Run the whole-book checks, in a browser too
	@REPORT_BROWSER_REQUIRED=1 $(BIN)/python -m pytest -n 2 --dist worksteal --durations=15 -m slow

browser: ## Install Chromium where that needs no password, else say how
	@$(GET_BROWSER)

freeze: $(READY) ## Keep the finished build as an edition: make freeze EDITION=2026-11
	@$(BIN)/report freeze $(EDITION)

backcast: $(READY) ## Freeze the edition of a year before from older data: make backcast TRADE=file (docs/backcast.md)
	@$(BIN)/python -m report.editions.backcast $(TRADE)

list: $(READY) ## List the pages with their ids and notebooks
	@$(BIN)/report list

lab: $(READY) ## Open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks

lint: $(READY) ## Check the style of the code
	@$(BIN)/ruff check report tests benchmarks

security: bandit audit ## Look for unsafe code, and for known faults of the pinned libraries

bandit: $(READY)
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive report

audit: $(READY) ## Ask a public list of advisories about every pinned library (says so without a network)
	@$(BIN)/python -m report.safety.audit requirements.txt

bench: $(READY) ## Measure execution against a papermill loop and Jupyter Book's own
	@$(BIN)/python benchmarks/execution.py

lock: ## Pin requirements.in anew, with hashes for all platforms (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --upgrade \
	  requirements.in -o requirements.txt

clean: ## Remove what was built, keep the environment
	rm -rf _build
