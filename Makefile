# Six targets; the README gives the same commands for machines without make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test test-pages bench dev clean

run: $(READY) ## set everything up, run the sample community
	$(BIN)/tipstats simulate
	$(BIN)/tipstats run

test: $(READY) ## set everything up, run all checks and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -rs -n 2 --dist loadfile

test-pages: $(READY) ## try the sample community's pages in a browser; part of `make test`, skipped where Chromium is not
	$(BIN)/python -m pytest -rs -n 2 --dist loadfile tests/browser

bench: $(READY) ## time 100,000 and 1,000,000 made-up identifications, the protection of a made-up county, and the pages
	$(BIN)/python tests/bench/bench.py 100000 1000000
	$(BIN)/python tests/bench/protection.py
	$(BIN)/python tests/bench/pages.py

dev: $(READY) ## Dagster's own UI over the same graph
	$(BIN)/tipstats dev

clean: ## remove everything that a run made, but never a file somebody handed in
	rm -rf warehouse/_* dashboards/_site

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --compile --constraint requirements.lock --editable ".[dev]"
	$(BIN)/python -m compileall -q tipstats.py pipelines schemas dashboards
	@command -v npm >/dev/null && npm install --prefix $(VENV)/share/plotlyjs --no-save --no-audit --no-fund \
		--ignore-scripts --silent plotly.js-basic-dist-min@$$($(BIN)/python -c "import plotly.offline as p; print(p.get_plotlyjs_version())") \
		|| echo "npm or its package is not here: pages load the large script of the plotly package"
	touch $(READY)
