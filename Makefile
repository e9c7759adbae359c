# Marsad: `make demo` shows it at work, `make test` runs its tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared
SERIES ?= ../shared/series
CORPUS ?= ../shared/corpus
DEMO_STORE := build/demo/marsad.sqlite3
EVENTS ?= 10000 100000
DEMO_MONTHS := build/demo/months.sqlite3

.DEFAULT_GOAL := help
.PHONY: help setup compile demo test lint format lexicon restore-model score score-own cross-validate event-errors score-incidents bench bench-incidents bench-restore bench-forecast bench-alarms watch-corpus clean

help:  ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(VENV)/.ready  ## make the virtual environment

$(VENV)/.ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

compile: setup  ## compile the coder, restoration and the reading of PDFs to machine code, which runs faster; a change of its sources puts it aside
	$(BIN)/python tools/compile.py

demo: setup  ## read our own sample reports into embedded stores, list the events and make the picture of a country
	rm -rf build/demo && mkdir -p build/demo
	while read -r file day; do $(BIN)/marsad read samples/reports/$$file --published $$day --store $(DEMO_STORE); done < samples/dates.tsv
	$(BIN)/marsad read samples/reports --store $(DEMO_STORE)
	$(BIN)/marsad events --store $(DEMO_STORE) --limit 25
	@echo "Go on with: $(BIN)/marsad events --store $(DEMO_STORE) --lang ar"
	@echo "       and: $(BIN)/marsad show EVENT --store $(DEMO_STORE)"
	$(BIN)/marsad read samples/months/iraq.csv --store $(DEMO_MONTHS)
	$(BIN)/marsad picture --country IRQ --store $(DEMO_MONTHS)
	$(BIN)/marsad picture --country IRQ --store $(DEMO_MONTHS) --format html -o build/demo/iraq.html
	$(BIN)/marsad picture --country IRQ --store $(DEMO_MONTHS) --format html --language ar -o build/demo/iraq-ar.html
	@echo "Open in a browser: build/demo/iraq.html, and in Arabic build/demo/iraq-ar.html (no network needed)"

test: setup  ## run the tests
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: setup  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup  ## let ruff write the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lexicon: setup  ## rebuild the generated parts of the lexicon: verb forms, gazetteer
	$(BIN)/python tools/build_conjugations.py
	$(BIN)/python tools/build_places.py

restore-model: setup  ## rebuild the restoration models from word frequencies and the reports under CORPUS
	@ls $(CORPUS)/*.jsonl.gz >/dev/null 2>&1 || { echo "no *.jsonl.gz at $(CORPUS); name their folder with CORPUS=..."; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[models]'
	$(BIN)/python tools/build_frequencies.py
	$(BIN)/python tools/build_restore_model.py $(CORPUS)/*.jsonl.gz
	$(BIN)/python tools/build_restore_pairs.py $(CORPUS)/*.jsonl.gz
	$(BIN)/python tools/build_restore_network.py $(CORPUS)/*.jsonl.gz
	$(BIN)/python tools/build_restore_cuts.py $(CORPUS)/*.jsonl.gz
	$(BIN)/python tools/build_restore_widths.py $(CORPUS)/*.jsonl.gz

score: setup  ## code the annotated documents under GOLD and print the scorer's table
	@test -d $(GOLD)/gold/dev || { echo "no annotated documents at $(GOLD)/gold/dev; name the folder that holds gold/ with GOLD=..."; exit 1; }
	rm -rf build/score && mkdir -p build/score
	$(BIN)/marsad annotate $(GOLD)/gold/dev build/score/dev
	$(BIN)/python $(GOLD)/gold/score.py $(GOLD)/gold/dev build/score/dev
	@test -f $(GOLD)/seed/events.json || { echo "no $(GOLD)/seed/events.json: the founding article is not scored"; exit 1; }
	mkdir -p build/score/seed-in && cp $(GOLD)/seed/events.json build/score/seed-in/founding-article.json
	$(BIN)/marsad annotate build/score/seed-in build/score/seed
	$(BIN)/python $(GOLD)/gold/score.py build/score/seed-in build/score/seed

score-own: setup  ## code the documents that we annotated ourselves, joined with the reports under CORPUS, and score them
	@test -f $(GOLD)/gold/score.py || { echo "no scorer at $(GOLD)/gold/score.py; name the folder that holds gold/ with GOLD=..."; exit 1; }
	$(BIN)/python tools/annotations.py --corpus $(CORPUS) --out build/annotations
	rm -rf build/score/own
	for split in validation train; do \
		$(BIN)/marsad annotate build/annotations/$$split build/score/own/$$split && echo "$$split:" && \
		$(BIN)/python $(GOLD)/gold/score.py build/annotations/$$split build/score/own/$$split || exit 1; \
	done

cross-validate: setup  ## fit the weights of repeats and mentions without each part of the annotated documents and try them there
	@test -d $(GOLD)/gold/dev || { echo "no annotated documents at $(GOLD)/gold/dev; name the folder that holds gold/ with GOLD=..."; exit 1; }
	$(BIN)/python tools/annotations.py --corpus $(CORPUS) --out build/annotations
	$(BIN)/python tools/cross_validate.py $(GOLD)/gold/dev build/annotations/train build/annotations/validation

event-errors: setup  ## count why annotated events are missed and others found, and what mending each cause would be worth
	@test -d $(GOLD)/gold/dev || { echo "no annotated documents at $(GOLD)/gold/dev; name the folder that holds gold/ with GOLD=..."; exit 1; }
	$(BIN)/python tools/annotations.py --corpus $(CORPUS) --out build/annotations
	$(BIN)/python tools/event_errors.py $(GOLD)/gold/dev build/annotations/train build/annotations/validation

score-incidents: setup  ## merge the reports of some days under CORPUS and compare with what was read by hand
	$(BIN)/python tools/score_incidents.py --corpus $(CORPUS)

bench: compile  ## measure the whole way, compiled: articles and megabytes a second, by room, memory, start-up
	$(BIN)/python tools/bench.py --corpus $(CORPUS)

bench-incidents: setup  ## measure merging and its queries on made-up reports: EVENTS="10000 100000"
	$(BIN)/python tools/bench_incidents.py --events $(EVENTS)

bench-forecast: setup  ## measure the forecasts on public counts under SERIES, beside the baselines
	$(BIN)/python tools/bench_forecast.py --series $(SERIES)

bench-alarms: setup  ## measure the alarms on public counts under SERIES and by simulation, beside other detectors
	$(BIN)/python tools/bench_alarms.py --series $(SERIES)

watch-corpus: setup  ## tell which events known of 2018 are alarmed by the reports in a store, and every alarm: STORE=...
	@test -n "$(STORE)" || { echo "name a store that holds reports of 2018 with STORE=... (marsad read FOLDER --store ...)"; exit 1; }
	$(BIN)/python tools/watch_corpus.py --store $(STORE)

bench-restore: setup  ## measure restoration, of text and of PDFs, beside other libraries (installs them)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python tools/bench_restore_text.py --corpus $(CORPUS) --seed $(GOLD)/seed
	$(BIN)/python tools/bench_restore_pdf.py --corpus $(CORPUS)

clean:  ## remove what was built
	if [ -x $(BIN)/python ]; then $(BIN)/python tools/compile.py --remove; fi
	rm -rf build .pytest_cache .mypy_cache .ruff_cache
