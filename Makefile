# Each line is a command that a person could type; the recipes only save the typing.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready

.PHONY: demo test e2e check format bench noise oracle contexts-natural clean

$(READY): pyproject.toml
	@echo "leakline: making a virtual environment in $(VENV) (once, about half a minute)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -e '.[dev]'
	@touch $@

demo: $(READY)
	$(BIN)/leakline warmup
	$(BIN)/leakline demo

# One process for each core (docs/adr/0011-parallel-tests.md)
test: $(READY)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

# The VS Code extension in a real workbench, and Emacs: needs Chromium, Emacs with eglot, and npm.
# PICTURES=docs/images keeps what the workbench showed.
e2e: $(READY)
	$(if $(PICTURES),LEAKLINE_PICTURES=$(abspath $(PICTURES))) $(BIN)/python -m pytest -o python_files='e2e_*.py' tests/editors/e2e

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The heap engine beside other snapshot readers, and hovers while a snapshot loads. Peers come from npm.
bench: $(READY)
	$(BIN)/python benchmarks/heap.py
	$(BIN)/python benchmarks/responsiveness.py
	$(BIN)/python benchmarks/contexts.py
	$(BIN)/python -m benchmarks.keystrokes
	$(BIN)/python -m benchmarks.lint

# The predicted contexts of every closure of 43 public packages against those that V8 made.
contexts-natural: $(READY)
	$(BIN)/python -m tests.js.natural --node 18 --node 20 --node 22 --node 24

# Every number of large snapshots against Chrome DevTools' own.
oracle: $(READY)
	$(BIN)/python benchmarks/oracle.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache

# PACKAGES is a folder of packages that should be quiet, one a folder
noise: $(READY)
	$(BIN)/python benchmarks/noise.py $(PACKAGES) --list
